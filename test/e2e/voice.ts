/** Engines that speak, or do not, in the place of a browser's own; what they were given is kept. */
import type { Page } from "@playwright/test";

export type Engine = "speaks" | "never begins" | "has no voices";

/** Puts an engine of one kind in the place of the browser's, and keeps what it was given. */
export const withEngine = (page: Page, engine: Engine): Promise<unknown> =>
  page.addInitScript((kind: Engine) => {
    const said: string[] = [];
    Object.assign(window, { said });
    const voices = kind === "has no voices" ? [] : [{ lang: "zh-CN", name: "婷婷", localService: true }];
    class Spoken {
      onstart: (() => void) | null = null;
      onend: (() => void) | null = null;
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    Object.assign(window, { SpeechSynthesisUtterance: Spoken });
    Object.defineProperty(window, "speechSynthesis", {
      value: {
        getVoices: () => voices,
        addEventListener: () => undefined,
        cancel: () => undefined,
        speak: (spoken: Spoken) => {
          if (kind === "never begins") return;
          said.push(spoken.text);
          spoken.onstart?.();
          queueMicrotask(() => spoken.onend?.());
        },
      },
    });
  }, engine);

export const said = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => Reflect.get(window, "said") as string[]);

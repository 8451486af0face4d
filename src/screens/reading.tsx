import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import {
  createContext,
  createEffect,
  createSignal,
  lazy,
  on,
  onCleanup,
  Show,
  Suspense,
  useContext,
} from "solid-js";
import { common } from "../locale/common.ts";
import { langTag } from "../locale/lang.ts";
import { Icon } from "../ui/icons.tsx";
import { useApp, useText } from "./app.tsx";

const ReadingView = lazy(() => import("./reading_view.tsx"));

/** 读给我听: the phone's voice where it speaks, else the same words in very large letters. */
export interface Reading {
  readonly isReading: () => boolean;
  /** Reads the screen, or the question over it; stops where it reads already. */
  readonly toggle: () => void;
  /** Reads one text, such as what is to be agreed to. */
  readonly read: (lines: readonly string[]) => void;
  /** Says it by itself where this person wants that; nothing is shown instead where there is no voice. */
  readonly say: (words: string) => void;
  readonly stop: () => void;
}

const Store = createContext<Reading>();

export function useReading(): Reading {
  const reading = useContext(Store);
  if (reading === undefined) throw new Error("a screen stands inside ReadingProvider");
  return reading;
}

/** One voice for the whole app: a new screen ends what the last one read. */
export function ReadingProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const location = useLocation();
  const reading = createReading();
  createEffect(on(() => location.pathname, reading.stop, { defer: true }));
  return (
    <Store.Provider value={reading}>
      {props.children}
      <Show when={reading.shown()}>
        {(lines) => (
          <Suspense>
            <ReadingView lines={lines()} onClose={reading.stop} />
          </Suspense>
        )}
      </Show>
    </Store.Provider>
  );
}

function createReading(): Reading & { readonly shown: () => readonly string[] | null } {
  const { voice, settings } = useApp();
  const [isSpeaking, setSpeaking] = createSignal(false);
  const [shown, setShown] = createSignal<readonly string[] | null>(null);
  let turn = 0;
  const stop = (): void => {
    turn += 1;
    voice.stop();
    setSpeaking(false);
    setShown(null);
  };
  onCleanup(stop);
  /** Speaks; true when not a sound came out and nobody stopped it. */
  const speak = async (lines: readonly string[]): Promise<boolean> => {
    stop();
    turn += 1;
    const mine = turn;
    const tag = langTag(settings.lang());
    if (!voice.has(tag)) return true;
    setSpeaking(true);
    const { spokenText } = await import("../locale/spoken.ts");
    if (mine !== turn) return false;
    const outcome = await voice.say(lines.map((line) => spokenText(line, settings.lang())).join("\n"), tag);
    if (mine !== turn) return false;
    setSpeaking(false);
    return outcome === "silent";
  };
  const read = async (lines: readonly string[]): Promise<void> => {
    if (lines.length > 0 && (await speak(lines))) setShown(lines);
  };
  const isReading = (): boolean => isSpeaking() || shown() !== null;
  return {
    isReading,
    shown,
    stop,
    read: (lines) => void read(lines),
    say: (words) => {
      if (settings.saysAmounts()) void speak([words]);
    },
    toggle: () => {
      if (isReading()) stop();
      else void import("./readable.ts").then(({ readable }) => read(readable(document)));
    },
  };
}

/** 读给我听 at the same place of every header, and in the head of every question. */
export function ReadAloud(): JSX.Element {
  const t = useText(common);
  const reading = useReading();
  return (
    <button
      type="button"
      class="read-aloud"
      aria-label={reading.isReading() ? t().stopReading : t().readAloud}
      aria-pressed={reading.isReading()}
      onClick={() => reading.toggle()}
    >
      <Icon name="speaker" />
    </button>
  );
}

/** Putting the app on the home screen, where the browser lets a page ask for it. */
import { type Accessor, createSignal } from "solid-js";

export interface InstallOffer {
  readonly isInstalled: () => boolean;
  /** iPhones have no event; their people follow three steps. */
  readonly isApple: boolean;
  /** Asks the browser; null while it does not offer it. */
  readonly offer: Accessor<(() => Promise<void>) | null>;
}

interface PromptEvent extends Event {
  readonly prompt: () => Promise<unknown>;
}

const isPrompt = (event: Event): event is PromptEvent => "prompt" in event;

/** Keeps the browser's offer for when a person asks for it; nothing pops up by itself. */
export function createInstallOffer(browser: Window): InstallOffer {
  const [offer, setOffer] = createSignal<(() => Promise<void>) | null>(null);
  browser.addEventListener("beforeinstallprompt", (event) => {
    if (!isPrompt(event)) return;
    event.preventDefault();
    setOffer(() => async () => {
      await event.prompt();
      setOffer(null);
    });
  });
  return {
    isInstalled: () => browser.matchMedia("(display-mode: standalone)").matches,
    isApple: /iPhone|iPad|iPod/u.test(browser.navigator.userAgent),
    offer,
  };
}

/** Putting the app on the home screen, where the browser lets a page ask for it. */
import { type Accessor, createSignal } from "solid-js";

export interface InstallOffer {
  readonly isInstalled: Accessor<boolean>;
  /** iPhones have no event, and their home screen has a store of its own. */
  readonly isApple: boolean;
  readonly userAgent: string;
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
  const [isInstalled, setInstalled] = createSignal(isStandalone(browser));
  browser.addEventListener("beforeinstallprompt", (event) => {
    if (!isPrompt(event)) return;
    event.preventDefault();
    setOffer(() => async () => {
      await event.prompt();
      setOffer(null);
    });
  });
  browser.addEventListener("appinstalled", () => setInstalled(true));
  const { userAgent } = browser.navigator;
  return { isInstalled, isApple: isAppleTouch(browser), userAgent, offer };
}

const isStandalone = (browser: Window): boolean =>
  browser.matchMedia("(display-mode: standalone)").matches ||
  ("standalone" in browser.navigator && browser.navigator.standalone === true);

/** iPads say that they are a Mac, and have fingers on them. */
const isAppleTouch = ({ navigator }: Window): boolean =>
  /iPhone|iPad|iPod/u.test(navigator.userAgent) ||
  (/Macintosh/u.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

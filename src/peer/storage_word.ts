/** Whether the browser promised to keep what is stored; it is asked with the first signed act (experience.md). */
import type { StationDeps } from "./platform.ts";
import type { StationView } from "./station.ts";

export interface StorageWord {
  readonly word: StationView["storage"];
  /** Asks, once in the life of a page: some browsers show a question, others decide by themselves at every asking. */
  ask(): Promise<void>;
  /** Looks whether it was promised before. */
  look(): Promise<void>;
}

export function createStorageWord(
  platform: Pick<StationDeps, "persist" | "persisted">,
  onNews: () => void,
): StorageWord {
  let word: StationView["storage"] = "unknown";
  let hasAsked = false;

  function say(isKept: boolean): void {
    word = isKept ? "kept" : "may_be_cleaned";
    onNews();
  }

  return {
    get word() {
      return word;
    },
    async ask() {
      if (hasAsked) return;
      hasAsked = true;
      say(await platform.persist().catch(() => false));
    },
    async look() {
      const isKept = await platform.persisted().catch(() => null);
      if (isKept === null || hasAsked) return;
      hasAsked = isKept;
      say(isKept);
    },
  };
}

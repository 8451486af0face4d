import { createSignal } from "solid-js";

/** Reading aloud with the phone's own voice, where it has one. */
export interface Voice {
  /** Speaks; resolves when it is over or was stopped. */
  readonly say: (text: string, tag: string) => Promise<void>;
  readonly stop: () => void;
  /** Whether this phone has a voice for the language, as far as is known by now. */
  readonly has: (tag: string) => boolean;
}

export const SILENT: Voice = { say: () => Promise.resolve(), stop: () => {}, has: () => false };

/** Old engines stop in the middle of long texts, so sentences are spoken one by one. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .match(/[^。！？.!?\n]+[。！？.!?]?/gu)
    ?.map((one) => one.trim())
    .filter(Boolean) ?? [];

export function createVoice(browser: Window): Voice {
  const synthesis = "speechSynthesis" in browser ? browser.speechSynthesis : undefined;
  if (synthesis === undefined) return SILENT;
  // Phones tell their voices some time after the page has opened.
  const [voices, setVoices] = createSignal(synthesis.getVoices());
  synthesis.addEventListener("voiceschanged", () => setVoices(synthesis.getVoices()));
  const voiceFor = (tag: string): SpeechSynthesisVoice | undefined => {
    const language = tag.slice(0, 2);
    const fitting = voices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
    return fitting.find((voice) => voice.lang.replace("_", "-") === tag) ?? fitting[0];
  };
  let turn = 0;
  return {
    has: (tag) => voiceFor(tag) !== undefined,
    stop: () => {
      turn += 1;
      synthesis.cancel();
    },
    say: (text, tag) =>
      new Promise((resolve) => {
        const voice = voiceFor(tag);
        const sentences = voice === undefined ? [] : sentencesOf(text);
        turn += 1;
        const mine = turn;
        synthesis.cancel();
        const next = (at: number): void => {
          const sentence = sentences[at];
          if (sentence === undefined || mine !== turn) {
            resolve();
            return;
          }
          const spoken = new SpeechSynthesisUtterance(sentence);
          spoken.lang = tag;
          if (voice) spoken.voice = voice;
          spoken.rate = 0.9;
          spoken.onend = () => next(at + 1);
          spoken.onerror = () => resolve();
          synthesis.speak(spoken);
        };
        next(0);
      }),
  };
}

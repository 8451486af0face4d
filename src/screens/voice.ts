import { createSignal } from "solid-js";

/** How reading aloud went: to the end, stopped by a person, or not a sound came out. */
export type Outcome = "ended" | "stopped" | "silent";

/** Reading aloud with the phone's own voice, where it has one. */
export interface Voice {
  /** Speaks; answers when it is over, was stopped, or when the phone turns out to have no voice after all. */
  readonly say: (text: string, tag: string) => Promise<Outcome>;
  readonly stop: () => void;
  /** Whether this phone has a voice for the language, as far as is known by now. */
  readonly has: (tag: string) => boolean;
}

export const SILENT: Voice = { say: () => Promise.resolve("silent"), stop: () => {}, has: () => false };

/** Milliseconds after which a sentence that has not begun never will: some phones name voices that cannot speak. */
export const BEGIN_MS = 3000;

/** Old engines stop in the middle of long texts, so sentences are spoken one by one. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .match(/[^。！？!?\n]+[。！？!?]?/gu)
    ?.map((one) => one.trim())
    .filter(Boolean) ?? [];

export function createVoice(browser: Window): Voice {
  const synthesis = "speechSynthesis" in browser ? browser.speechSynthesis : undefined;
  if (synthesis === undefined) return SILENT;
  // Phones tell their voices some time after the page has opened.
  const [voices, setVoices] = createSignal(synthesis.getVoices());
  synthesis.addEventListener?.("voiceschanged", () => setVoices(synthesis.getVoices()));
  const [isMute, setMute] = createSignal(false);
  let turn = 0;

  const sayOne = (sentence: string, tag: string, voice: SpeechSynthesisVoice): Promise<Outcome> =>
    new Promise((resolve) => {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.lang = tag;
      spoken.voice = voice;
      spoken.rate = 0.9;
      const giveUp = setTimeout(() => resolve("silent"), BEGIN_MS);
      spoken.onstart = () => clearTimeout(giveUp);
      const end = (outcome: Outcome): void => {
        clearTimeout(giveUp);
        resolve(outcome);
      };
      spoken.onend = () => end("ended");
      spoken.onerror = ({ error }) =>
        end(error === "canceled" || error === "interrupted" ? "stopped" : "silent");
      synthesis.speak(spoken);
    });

  return {
    has: (tag) => !isMute() && voiceFor(voices(), tag) !== undefined,
    stop: () => {
      turn += 1;
      synthesis.cancel();
    },
    async say(text, tag) {
      turn += 1;
      const mine = turn;
      synthesis.cancel();
      const voice = voiceFor(voices(), tag);
      if (voice === undefined || isMute()) return "silent";
      for (const sentence of sentencesOf(text)) {
        const outcome = await sayOne(sentence, tag, voice);
        if (mine !== turn) return "stopped";
        if (outcome === "ended") continue;
        if (outcome === "silent") {
          setMute(true);
          synthesis.cancel();
        }
        return outcome;
      }
      return "ended";
    },
  };
}

/** The exact language first; of those, a voice that needs no network. */
function voiceFor(voices: readonly SpeechSynthesisVoice[], tag: string): SpeechSynthesisVoice | undefined {
  const fitting = voices.filter((voice) => voice.lang.toLowerCase().startsWith(tag.slice(0, 2)));
  const exact = fitting.filter((voice) => voice.lang.replace("_", "-") === tag);
  const best = exact.length > 0 ? exact : fitting;
  return best.find((voice) => voice.localService) ?? best[0];
}

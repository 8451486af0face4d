/** Reading aloud on phones as they are: a voice that speaks, none, one that never begins, one that breaks off. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BEGIN_MS, createVoice } from "../../src/screens/voice.ts";

class Utterance {
  lang = "";
  rate = 1;
  voice: unknown = null;
  onstart: (() => void) | null = null;
  onend: (() => void) | null = null;
  onerror: ((event: { readonly error: string }) => void) | null = null;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const CHINESE = { lang: "zh-CN", localService: false, name: "net" };
const LOCAL = { lang: "zh_CN", localService: true, name: "local" };

/** A phone whose engine treats every sentence in one way. */
function phoneWith(voices: readonly object[], speak: (spoken: Utterance) => void) {
  const said: Utterance[] = [];
  const synthesis = {
    getVoices: () => voices,
    addEventListener: () => undefined,
    cancel: () => undefined,
    speak: (spoken: Utterance) => {
      said.push(spoken);
      speak(spoken);
    },
  };
  return { said, voice: createVoice({ speechSynthesis: synthesis } as unknown as Window) };
}
const speaks = (spoken: Utterance): void => {
  spoken.onstart?.();
  spoken.onend?.();
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("sentences are spoken one by one, with a voice that needs no network", async () => {
  const { said, voice } = phoneWith([CHINESE, LOCAL], speaks);
  expect(voice.has("zh-CN")).toBe(true);
  expect(voice.has("en-GB")).toBe(false);
  expect(await voice.say("零点二积分。给李姐。\n好", "zh-CN")).toBe("ended");
  expect(said.map(({ text }) => text)).toEqual(["零点二积分。", "给李姐。", "好"]);
  expect(said.map(({ voice: used }) => used)).toEqual([LOCAL, LOCAL, LOCAL]);
});

test.each([
  ["no engine at all", createVoice({} as Window)],
  ["an engine without voices", phoneWith([], speaks).voice],
])("%s is silent", async (_, voice) => {
  expect(voice.has("zh-CN")).toBe(false);
  expect(await voice.say("好", "zh-CN")).toBe("silent");
});

test("a voice that never begins is silent after three seconds, and is not asked again", async () => {
  const { said, voice } = phoneWith([CHINESE], () => undefined);
  const outcome = voice.say("好。再来。", "zh-CN");
  await vi.advanceTimersByTimeAsync(BEGIN_MS);
  expect(await outcome).toBe("silent");
  expect(said).toHaveLength(1);
  expect(voice.has("zh-CN")).toBe(false);
  expect(await voice.say("好", "zh-CN")).toBe("silent");
  expect(said).toHaveLength(1);
});

test("an engine that fails is silent; one that was stopped is not", async () => {
  const broken = phoneWith([CHINESE], (spoken) => spoken.onerror?.({ error: "synthesis-unavailable" }));
  expect(await broken.voice.say("好", "zh-CN")).toBe("silent");
  let last: Utterance | undefined;
  const long = phoneWith([CHINESE], (spoken) => {
    last = spoken;
    spoken.onstart?.();
  });
  const outcome = long.voice.say("很长的一段话。还有。", "zh-CN");
  await vi.advanceTimersByTimeAsync(10 * BEGIN_MS);
  long.voice.stop();
  last?.onerror?.({ error: "interrupted" });
  expect(await outcome).toBe("stopped");
  expect(long.voice.has("zh-CN")).toBe(true);
});

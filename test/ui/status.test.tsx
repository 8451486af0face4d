/** The word in the header, the list behind it, and points that count down, as screens show them. */
import { render } from "solid-js/web";
import { afterEach, expect, test, vi } from "vitest";
import type { SyncWord, Waiting } from "../../src/peer/station.ts";
import { AppProvider } from "../../src/screens/app.tsx";
import { createShelf } from "../../src/screens/shelf.ts";
import { Status } from "../../src/screens/status.tsx";
import { Undo, UndoProvider, useUndo } from "../../src/screens/undo.tsx";
import { createFakeStation } from "../screens/fake_station.ts";
import { START } from "../screens/people.ts";
import { depsFor, NOW_MS } from "./deps.ts";

const waits = (state: Waiting["state"], more: Partial<Waiting> = {}): Waiting => ({
  key: state,
  what: "entry",
  kind: "confirm",
  need: null,
  since: START,
  state,
  fault: null,
  takeBackUntil: null,
  ...more,
});

let unmount = (): void => undefined;
afterEach(() => {
  unmount();
  vi.useRealTimers();
  document.body.replaceChildren();
});

function show(word: SyncWord, waiting: readonly Waiting[], mode: "standard" | "elder" = "standard") {
  createShelf(localStorage).set("mode", mode);
  const station = createFakeStation({
    who: "li",
    nowMs: () => NOW_MS,
    change: { sync: { word, reach: "reached", at: START, waiting } },
  });
  const takeBack = vi.spyOn(station.acts, "takeBack");
  let say: ReturnType<typeof useUndo>["say"] = () => undefined;
  const Sayer = () => {
    say = useUndo().say;
    return <Undo />;
  };
  const root = document.body.appendChild(document.createElement("div"));
  unmount = render(
    () => (
      <AppProvider deps={depsFor(station)}>
        <UndoProvider>
          <Status />
          <Sayer />
        </UndoProvider>
      </AppProvider>
    ),
    root,
  );
  return { takeBack, say: (done: Parameters<typeof say>[0]) => say(done) };
}

const statusWords = (): string => document.querySelector(".status-word")?.textContent ?? "";
const button = (label: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll("button")].find((one) => one.textContent?.includes(label));
const waitFor = (words: string): Promise<void> =>
  vi.waitFor(() => expect(document.body.textContent).toContain(words));

test.each<[string, SyncWord, readonly Waiting[], string]>([
  ["[P110]", "unknown", [], ""],
  [
    "[P111]",
    "waiting",
    [waits("waiting"), waits("refused", { fault: "already_taken" })],
    "等网络，1 条待送出",
  ],
  ["[P113]", "relay_down", [], "连不上驿站"],
  ["[P115]", "offline", [], "没有网络，照常可用"],
])("%s %s says so in the header", (_, word, waiting, words) => {
  show(word, waiting);
  expect(statusWords()).toBe(words);
});

test("[P116] the list says why something was refused, and forgets it when it was seen", async () => {
  const { takeBack } = show("synced", [waits("refused", { kind: "hold", fault: "not_enough_points" })]);
  button("已同步")?.click();
  await waitFor("没有收下：");
  button("知道了")?.click();
  expect(takeBack).toHaveBeenCalledWith("refused");
  await waitFor("都送到了，没有在等的");
});

test("[P117] points that count down stand on the screen with their seconds, and are taken back there", async () => {
  const { takeBack } = show("synced", [waits("countdown", { takeBackUntil: NOW_MS + 8000 })]);
  await waitFor("确认给积分，还能撤回 8 秒");
  button("撤回")?.click();
  expect(takeBack).toHaveBeenCalledWith("countdown");
  await vi.waitFor(() => expect(document.body.textContent).not.toContain("还能撤回"));
});

test("a line goes after ten seconds, in 长者模式 when it was seen", () => {
  vi.useFakeTimers();
  const standard = show("synced", []);
  standard.say({ text: "送到了" });
  vi.advanceTimersByTime(9_999);
  expect(document.body.textContent).toContain("送到了");
  vi.advanceTimersByTime(1);
  expect(document.body.textContent).not.toContain("送到了");
  unmount();
  const elder = show("synced", [], "elder");
  elder.say({ text: "送到了" });
  vi.advanceTimersByTime(3_600_000);
  expect(document.body.textContent).toContain("送到了");
  button("知道了")?.click();
  expect(document.body.textContent).not.toContain("送到了");
});

/** What a finger touched while the station was opening is still there when the finger leaves (P99). */
import { render } from "solid-js/web";
import { afterEach, expect, test, vi } from "vitest";
import type { Station } from "../../src/peer/station.ts";
import { createComingStation } from "../../src/screens/coming_station.ts";
import { Shell } from "../../src/screens/shell.tsx";
import { createFakeStation, type FakeOptions } from "../screens/fake_station.ts";
import { idOf } from "../screens/people.ts";
import { depsFor, NOW_MS } from "./deps.ts";

let unmount = (): void => undefined;
afterEach(() => {
  unmount();
  document.body.replaceChildren();
});

/** Starts the app at an address; the station opens when the test says so. */
function start(
  path: string,
  isRemembered: boolean,
  who: FakeOptions["who"] = "li",
): { readonly open: () => void } {
  history.replaceState(null, "", path);
  const station = createFakeStation({ who, nowMs: () => NOW_MS });
  let open: (station: Station) => void = () => undefined;
  const coming = new Promise<Station>((resolve) => {
    open = resolve;
  });
  const remembered = isRemembered ? { ...station.view(), phase: "remembered" as const } : null;
  const root = document.body.appendChild(document.createElement("div"));
  const deps = depsFor(createComingStation(coming, () => NOW_MS, remembered));
  unmount = render(() => <Shell deps={deps} />, root);
  return { open: () => open(station) };
}

/** Touches what is there, waits for something else, lets go: a click as browsers give one, or none. */
async function tap(look: () => HTMLElement | null, between: () => Promise<unknown>): Promise<void> {
  const down = look();
  if (down === null) throw new Error("there is nothing to touch");
  down.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  await between();
  const up = look();
  up?.dispatchEvent(new Event("pointerup", { bubbles: true }));
  // Of two elements the click is their common ancestor's, and nobody's where one has left the page.
  let target: Node | null = down.isConnected ? down : null;
  while (target !== null && !target.contains(up)) target = target.parentNode;
  target?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}

const one = (selector: string) => (): HTMLElement | null => document.querySelector<HTMLElement>(selector);
const word = one(".status-word button");
const says = (words: string): Promise<void> =>
  vi.waitFor(() => expect(document.body.textContent).toContain(words), 10_000);
const isOpen = (): Promise<void> =>
  vi.waitFor(
    () => expect(document.querySelector('[role="dialog"], dialog')?.textContent).toContain("送到哪里了"),
    10_000,
  );

test.each(["/", "/needs", `/needs/${idOf(13)}`, "/wallet", "/me", "/ask/errand", "/messages"])(
  "[P99] %s: a tap on the status word that began before the station opened is heard",
  async (path) => {
    const { open } = start(path, true);
    await says("上次看到的");
    await tap(word, async () => {
      open();
      await says("已同步");
    });
    await isOpen();
  },
);

test("[P99] tabs and 返回 stay, and lead where they say now", async () => {
  const { open } = start("/wallet", true);
  await says("上次看到的");
  const tab = one(".tab-bar a[href='/me']");
  await tap(tab, async () => {
    open();
    await says("我的积分");
  });
  await vi.waitFor(() => expect(location.pathname).toBe("/me"), 10_000);
});

test("[P99] without a picture the head stays, too", async () => {
  const { open } = start("/wallet", false);
  await vi.waitFor(() => expect(one(".read-aloud")()).not.toBeNull(), 10_000);
  const before = [one(".read-aloud")(), one(".status-word")(), one("h1")()];
  expect(document.title).toBe("时间驿站 · 时间驿站");
  open();
  await says("已同步");
  expect([one(".read-aloud")(), one(".status-word")(), one("h1")()]).toEqual(before);
  expect([document.querySelectorAll("h1").length, document.title]).toEqual([1, "我的积分 · 时间驿站"]);
});

test.each([
  ["/restore", "nobody"],
  ["/wallet", "nobody"],
  ["/wallet", "lost"],
  ["/wallet", "recovering"],
] as const)("[P99] %s for somebody %s: one frame, with what stands in it now", async (path, who) => {
  const { open } = start(path, false, who);
  await vi.waitFor(() => expect(one(".read-aloud")()).not.toBeNull(), 10_000);
  const before = one(".page-head")();
  open();
  await vi.waitFor(() => expect(one(".skeleton")()).toBeNull(), 10_000);
  expect(one("h1")()?.textContent).not.toBe("");
  expect([one(".page-head")(), document.querySelectorAll(".page").length]).toEqual([before, 1]);
});

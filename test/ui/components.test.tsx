import { decodeQR } from "qr/decode.js";
import type { JSX } from "solid-js";
import { createSignal } from "solid-js";
import { render } from "solid-js/web";
import { afterEach, expect, test, vi } from "vitest";
import { Chips } from "../../src/ui/chips.tsx";
import { secondsToFigures } from "../../src/ui/clock.tsx";
import { Field } from "../../src/ui/field.tsx";
import { NeedCard } from "../../src/ui/need-card.tsx";
import { Page } from "../../src/ui/page.tsx";
import { QrCode } from "../../src/ui/qr-code.tsx";
import { Sheet } from "../../src/ui/sheet.tsx";
import { Stars } from "../../src/ui/stars.tsx";
import { StatusWord } from "../../src/ui/status-word.tsx";

let unmount = (): void => {};
function show(view: () => JSX.Element): void {
  const root = document.body.appendChild(document.createElement("div"));
  const dispose = render(view, root);
  unmount = () => {
    dispose();
    root.remove();
  };
}
afterEach(() => unmount());

function find<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}
const all = (selector: string): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>(selector),
];
const wordsOf = (ids: string | null): string[] =>
  (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent?.trim() ?? "missing");

function SheetBehindAButton(): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <button type="button" id="opener" onClick={() => setOpen(true)}>
        我来
      </button>
      <Sheet
        open={open()}
        onClose={() => setOpen(false)}
        title="要接下这件事吗？"
        sentence="接下后，王姐会看到您的称呼。"
        closeLabel="关闭"
        acts={{ act: { label: "确定", onClick: () => setOpen(false) } }}
      />
    </>
  );
}

test.each([
  ["Esc", () => find("dialog").dispatchEvent(new Event("cancel", { cancelable: true }))],
  ["the cross", () => find<HTMLElement>(".sheet-close").click()],
  ["its act", () => find<HTMLElement>("dialog .button-filled").click()],
  ["a tap beside it", () => find("dialog").dispatchEvent(new MouseEvent("click", { bubbles: true }))],
  ["the phone's back", () => window.dispatchEvent(new PopStateEvent("popstate"))],
])("a sheet closed by %s gives the focus back to where it was", (_, close) => {
  show(() => <SheetBehindAButton />);
  const opener = find<HTMLElement>("#opener");
  opener.focus();
  opener.click();
  expect(find<HTMLDialogElement>("dialog").open).toBe(true);
  expect(wordsOf(find("dialog").getAttribute("aria-labelledby"))).toEqual(["要接下这件事吗？"]);
  close();
  expect(find<HTMLDialogElement>("dialog").open).toBe(false);
  expect(document.activeElement).toBe(opener);
});

test("a field ties its label, hint and error to what is written", () => {
  const [error, setError] = createSignal<string>();
  const onInput = vi.fn();
  show(() => <Field label="邀请码" hint="海报上有" error={error()} value="" onInput={onInput} />);
  const input = find<HTMLInputElement>("input");
  expect(find<HTMLLabelElement>("label").htmlFor).toBe(input.id);
  expect(wordsOf(input.getAttribute("aria-describedby"))).toEqual(["海报上有"]);
  expect(input.getAttribute("aria-invalid")).toBeNull();
  setError("已经过期");
  expect(wordsOf(input.getAttribute("aria-describedby"))).toEqual(["海报上有", "已经过期"]);
  expect(input.getAttribute("aria-invalid")).toBe("true");
  input.value = "5H3K";
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  expect(onInput).toHaveBeenCalledWith("5H3K");
});

test("stars are one group of five named radio buttons", () => {
  const onChange = vi.fn();
  const labels = ["很不好", "不太好", "还行", "好", "非常好"] as const;
  show(() => <Stars legend="这次怎么样？" hint="点一颗星" labels={labels} value={2} onChange={onChange} />);
  const stars = all("input[type=radio]");
  expect(new Set(stars.map((star) => star.name)).size).toBe(1);
  expect(stars.map((star) => star.getAttribute("aria-label"))).toEqual(labels);
  expect(stars.map((star) => star.checked)).toEqual([false, true, false, false, false]);
  stars[3]?.click();
  expect(onChange).toHaveBeenCalledWith(4);
});

test("two groups of chips do not answer for each other", () => {
  const options = [
    { value: "today", label: "今天" },
    { value: "later", label: "以后" },
  ] as const;
  const seen: string[] = [];
  show(() => (
    <>
      <Chips legend="开始" options={options} value="today" onChange={(value) => seen.push(`开始 ${value}`)} />
      <Chips legend="结束" options={options} value="later" onChange={(value) => seen.push(`结束 ${value}`)} />
    </>
  ));
  all("input")[2]?.click();
  expect(seen).toEqual(["结束 today"]);
  expect(all("input").map((input) => input.checked)).toEqual([true, false, true, false]);
});

test.each(["https://yizhan.example/j/5H3K", "时间驿站：邻居帮邻居，记个账", "A".repeat(900)])(
  "a QR code says what it was given: %.30s",
  (text) => {
    show(() => <QrCode text={text} label="加入" />);
    const svg = find<SVGElement>(".qr-code");
    expect(svg.getAttribute("role")).toBe("img");
    expect(svg.getAttribute("aria-label")).toBe("加入");
    expect(decodeQR(svgToPixels(svg, 4))).toBe(text);
  },
);

test("the status word is a live status that opens a sheet", () => {
  const onOpen = vi.fn();
  show(() => <StatusWord tone="blue" icon="hourglass" word="等网络，3 条待送出" onOpen={onOpen} />);
  expect(find("[role=status]").textContent).toBe("等网络，3 条待送出");
  find<HTMLElement>("[role=status] button").click();
  expect(onOpen).toHaveBeenCalledOnce();
});

test("[P99] while nothing is known the status word is hidden and its button stays", () => {
  const [word, setWord] = createSignal<string | undefined>("上次看到的");
  show(() => <StatusWord tone="muted" icon="hourglass" word={word()} onOpen={() => undefined} />);
  const button = find<HTMLButtonElement>("[role=status] button");
  setWord(undefined);
  expect([button.isConnected, button.hidden, find("[role=status]").textContent]).toEqual([true, true, ""]);
  setWord("已同步");
  expect([find("[role=status] button") === button, button.hidden]).toEqual([true, false]);
});

test("a need card is one link whose words are its name", () => {
  show(() => (
    <NeedCard
      picture="buy"
      title="代买酱油"
      facts={["5号楼", "今天下午"]}
      amount={{ value: 0.2, unit: "积分" }}
      pill={{ tone: "blue", icon: "hourglass", word: "等人来" }}
      href="/needs/1"
    />
  ));
  expect(all("a, button")).toHaveLength(1);
  expect(find("a").textContent?.trim().replace(/\s+/g, " ")).toBe("代买酱油 0.2 积分 5号楼 今天下午 等人来");
});

test("a page makes each of its parts once", () => {
  const made = vi.fn();
  const Foot = (): JSX.Element => {
    made();
    return <p>我来</p>;
  };
  show(() => <Page title="需求" foot={<Foot />} nav={<Foot />} />);
  expect(made).toHaveBeenCalledTimes(2);
  expect(find("h1").textContent).toBe("需求");
});

test.each([
  [0, "00:00"],
  [725, "12:05"],
  [3725, "1:02:05"],
  [-3, "00:00"],
])("the clock shows %i seconds as %s", (seconds, shown) => {
  expect(secondsToFigures(seconds)).toBe(shown);
});

/** Paints the path of a code as an image, `scale` pixels a module, for an independent reader. */
function svgToPixels(
  svg: SVGElement,
  scale: number,
): { width: number; height: number; data: Uint8ClampedArray } {
  const modules = Number(svg.getAttribute("viewBox")?.split(" ")[2]);
  const size = modules * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  const path = svg.querySelector("path")?.getAttribute("d") ?? "";
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column += 1) {
        data.set([0, 0, 0], (row * size + column) * 4);
      }
    }
  }
  return { width: size, height: size, data };
}

/** What one screen measures, as a browser draws it: letters, targets, distances, lines, contrast, what is cut off. */
import type { Page } from "@playwright/test";

export interface Wanted {
  /** CSS pixels at the browser's own letter size. */
  readonly text: number;
  readonly target: number;
  readonly distance: number;
  readonly leading: number;
  readonly contrast: number;
}

export type Measure = "text" | "target" | "distance" | "leading" | "contrast";

export interface Measured {
  /** The worst of each, and where it stands; null where the screen has none. */
  readonly worst: Readonly<Record<Measure, { readonly value: number; readonly where: string } | null>>;
  readonly faults: readonly string[];
}

export const measure = (page: Page, wanted: Wanted): Promise<Measured> => page.evaluate(measureHere, wanted);

/** Runs in the page; everything it needs is inside. */
function measureHere(wanted: Wanted): Measured {
  const root: HTMLElement =
    [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1) ?? document.body;
  /** Paper keeps its own sizes, fingerprints are for those who ask, and a drawing's letters are drawn. */
  const EXEMPT = ".sr-only, .poster, .codes, svg, .badge, noscript, option, [hidden], .skeleton";
  const worst: Record<Measure, { value: number; where: string } | null> = {
    text: null,
    target: null,
    distance: null,
    leading: null,
    contrast: null,
  };
  const faults: string[] = [];
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${(element.getAttribute("class") ?? "").split(" ")[0]} 「${(element.textContent ?? "").trim().slice(0, 12)}」`;
  const note = (what: Measure, value: number, element: Element, least: number): void => {
    const rounded = Math.round(value * 100) / 100;
    const kept = worst[what];
    if (kept === null || rounded < kept.value) worst[what] = { value: rounded, where: nameOf(element) };
    if (rounded < least - 0.01) faults.push(`${what} ${rounded} < ${least}: ${nameOf(element)}`);
  };
  const isSeen = (element: Element): boolean => {
    const { visibility, display, opacity, clipPath } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    // What is clipped away is for ears; what is folded is for those who open it.
    if (clipPath !== "none" || !element.checkVisibility()) return false;
    return visibility !== "hidden" && display !== "none" && opacity !== "0" && width > 0 && height > 0;
  };

  type Colour = readonly [number, number, number, number];
  const colourOf = (text: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3]);
    return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
  };
  const groundOf = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1];
    const own = colourOf(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
  };
  const light = ([r, g, b]: Colour): number => {
    const linear = [r, g, b].map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };
  const contrastOf = (element: Element): number => {
    const ground = groundOf(element);
    const [a, b] = [light(over(colourOf(getComputedStyle(element).color), ground)), light(ground)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? "").trim() === "" || element.closest(EXEMPT) !== null)
      continue;
    if (!isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (tops.size === 0) continue;
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    note("text", size, element, wanted.text);
    if (tops.size > 1) note("leading", Number.parseFloat(style.lineHeight) / size, element, wanted.leading);
    const isOff = element.closest(":disabled, [aria-disabled=true]") !== null;
    if (!isOff) note("contrast", contrastOf(element), element, wanted.contrast);
    if (style.overflow !== "visible" && element.scrollHeight > element.clientHeight + 1)
      faults.push(`cut off: ${nameOf(element)}`);
  }

  /** What a finger aims at: a field inside its label is the label. */
  const faceOf = (element: Element): Element =>
    element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type)
      ? (element.closest("label") ?? element)
      : element;
  const isInText = (element: Element): boolean =>
    element.matches("a") && getComputedStyle(element).display === "inline" && element.closest("p") !== null;
  const targets = [
    ...new Set(
      [...root.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(
          (one) =>
            !(one instanceof HTMLInputElement && one.type === "hidden") && one.closest("[hidden]") === null,
        )
        .map(faceOf),
    ),
  ].filter((one) => isSeen(one) && one.closest(".poster") === null && !isInText(one));
  /** Some reach further than they look: asked at the points where a finger may land. */
  const reaches = (element: Element, size: number): boolean => {
    element.scrollIntoView({ block: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const half = size / 2 - 1;
    return [
      [0, -half],
      [0, half],
      ...(width < size
        ? ([
            [-half, 0],
            [half, 0],
          ] as const)
        : []),
    ].every(([dx, dy]) => {
      const hit = document.elementFromPoint(
        Math.min(innerWidth - 1, Math.max(0, x + (dx ?? 0))),
        Math.min(innerHeight - 1, Math.max(0, y + (dy ?? 0))),
      );
      return hit !== null && (element.contains(hit) || hit.contains(element));
    });
  };
  for (const element of targets) {
    const { width, height } = element.getBoundingClientRect();
    const least = Math.min(width, height);
    const value = least < wanted.target && reaches(element, wanted.target) ? wanted.target : least;
    note("target", value, element, wanted.target);
  }
  for (const one of [document.querySelector(".page-scroll"), root]) one?.scrollTo(0, 0);
  const boxes = targets.map((element) => ({ element, box: element.getBoundingClientRect() }));
  // A sheet may be opened from the page's head: what holds it does not hold what is in it.
  const isFixed = (element: Element): boolean =>
    root.contains(element.closest(".page-foot, .page-head, .sheet-foot"));
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      // What stays while the page moves under it is measured against its own kind.
      if (one.element.contains(other.element) || isFixed(one.element) !== isFixed(other.element)) continue;
      const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
      const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
      const apart = Math.max(across, down);
      if (apart < 40) note("distance", apart, other.element, wanted.distance);
    }
  }
  return { worst, faults: [...new Set(faults)] };
}

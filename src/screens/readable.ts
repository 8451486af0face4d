/**
 * What a screen says, in the order in which it matters: its name, what went wrong, the matter, what the next act
 * costs, and the acts. A question over the screen is read instead of it. Chrome, drawings and codes are left out.
 */

/** Not for ears: drawings, keys, fingerprints, and what stands on every page. */
const SILENT =
  "[aria-hidden=true], svg, script, style, template, nav, .paper-code, .codes, .code-groups, .code-sheet-code, .page-back, .sheet-close, .status-word, .read-aloud, [hidden]";

/** The screen's words, a line each. */
export function readable(page: Document): readonly string[] {
  const sheet = [...page.querySelectorAll<HTMLElement>("dialog[open]")].at(-1);
  const root = sheet ?? page.querySelector<HTMLElement>(".page") ?? page.body;
  const read = new Set<Node>();
  const parts = ["h1, h2[autofocus]", "[role=alert], .undo-bar", ".sheet-sentence, main, .sheet-body"];
  const lines = parts.flatMap((selector) => linesOf(first(root, selector), read));
  const acts = [...root.querySelectorAll<HTMLElement>(".act-bar")].at(-1);
  // The last button is the one that the screen is for.
  const verbs = [...(acts?.querySelectorAll<HTMLElement>(".button") ?? [])].reverse();
  return [
    ...lines,
    ...linesOf(acts?.querySelector<HTMLElement>(".act-bar-line") ?? null, read),
    ...verbs.flatMap((verb) => linesOf(verb, read)),
  ];
}

/** The first of these that can be seen; a list of alerts is read one by one in its place. */
const first = (root: HTMLElement, selector: string): HTMLElement | null =>
  [...root.querySelectorAll<HTMLElement>(selector)].find((one) => one.getClientRects().length > 0) ?? null;

const isInline = (element: Element): boolean => {
  const { display } = getComputedStyle(element);
  return display.startsWith("inline") || display === "contents";
};

function linesOf(root: HTMLElement | null, read: Set<Node>): readonly string[] {
  if (root === null) return [];
  const lines: string[] = [];
  let line = "";
  const flush = (): void => {
    const words = line.replace(/\s+/gu, " ").trim();
    if (words !== "") lines.push(words);
    line = "";
  };
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) line += node.textContent ?? "";
    if (!(node instanceof HTMLElement) || read.has(node) || node.matches(SILENT)) return;
    const { display, visibility } = getComputedStyle(node);
    if (display === "none" || visibility === "hidden") return;
    const isBlock = !isInline(node) || node.matches("button, a, label, legend");
    if (isBlock) flush();
    if (!sayControl(node)) for (const child of childrenOf(node)) walk(child);
    if (isBlock) flush();
    read.add(node);
  };
  /** Choices say what is chosen, fields what is written, clocks how long. */
  const sayControl = (node: HTMLElement): boolean => {
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
      if (!["radio", "checkbox", "file", "password"].includes(node.type)) line += node.value;
      return true;
    }
    if (node instanceof HTMLSelectElement) {
      line += node.selectedOptions[0]?.textContent ?? "";
      return true;
    }
    const chosen = node.matches("fieldset") ? node.querySelector("input[type=radio]:checked") : null;
    if (chosen !== null) {
      const name = chosen.getAttribute("aria-label") ?? chosen.closest("label")?.textContent ?? "";
      line += `${node.querySelector("legend")?.textContent ?? ""}：${name}`;
      return true;
    }
    const figures = node.matches("time[role=timer]") ? node.textContent?.split(":").map(Number) : undefined;
    if (figures === undefined) return false;
    line += clockWords(figures);
    return true;
  };
  walk(root);
  flush();
  return lines;
}

/** 12:05 that counts up is a length and not a time of the day. */
function clockWords(figures: readonly number[]): string {
  const [seconds = 0, minutes = 0, hours = 0] = [...figures].reverse();
  const isChinese = document.documentElement.lang.startsWith("zh");
  const units = isChinese ? ["小时", "分", "秒"] : [" h ", " min ", " s"];
  return [hours, minutes, seconds]
    .map((value, at) => (value === 0 && at === 0 ? "" : `${value}${units[at] ?? ""}`))
    .join("");
}

/** Of a closed disclosure only its name. */
const childrenOf = (node: HTMLElement): readonly Node[] =>
  node.matches("details:not([open])")
    ? [...node.children].filter((one) => one.matches("summary"))
    : [...node.childNodes];

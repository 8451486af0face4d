/** Whether a screen bears narrow windows, larger letters, a keyboard, forced colours, and time. */
import type { Page } from "@playwright/test";

const SPACING =
  "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }";

/** What stands outside the window or is cut off; runs in the page. */
const tooWide = (): readonly string[] => {
  const room = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")]
    .filter((node) => {
      const { right, width } = node.getBoundingClientRect();
      return (
        width > 0 &&
        right > room + 1 &&
        !node.closest(".table, .sr-only, svg, .poster-frame, .poster, .preview")
      );
    })
    .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`)
    .slice(0, 3);
};

/** 320 px (WCAG 1.4.10), WeChat's 1.6 ×, 200 % (1.4.4), text spacing (1.4.12). */
export async function fallOver(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const look = async (name: string): Promise<void> => {
    const wide = await page.evaluate(tooWide);
    if (wide.length > 0) faults.push(`too wide at ${name}: ${wide.join(", ")}`);
  };
  const letters = (size: string): Promise<void> =>
    page.evaluate((value) => document.documentElement.style.setProperty("font-size", value), size);
  for (const size of ["160%", "200%"]) {
    await letters(size);
    await look(size);
  }
  await letters("100%");
  const style = await page.addStyleTag({ content: SPACING });
  await look("WCAG's text spacing");
  await style.evaluate((node) => (node as HTMLElement).remove());
  await page.setViewportSize({ width: 320, height: 740 });
  await look("320 px");
  await page.setViewportSize({ width: 360, height: 740 });
  return faults;
}

/** Everything a finger can tap takes the focus, shows it (WCAG 2.4.7) and is not behind the foot then (2.4.11). */
export async function focusFaults(page: Page): Promise<readonly string[]> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const root = [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1) ?? document.body;
    const faults: string[] = [];
    for (const element of root.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex]",
    )) {
      const isOff =
        element.matches(":disabled, [hidden], [tabindex='-1']") || element.closest("[hidden]") !== null;
      const face = element.closest("label") ?? element;
      const { visibility } = getComputedStyle(face);
      if (isOff || visibility === "hidden" || face.getClientRects().length === 0 || !face.checkVisibility())
        continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} 「${(face.textContent ?? "").trim().slice(0, 12)}」`;
      if (element.tabIndex > 0) faults.push(`out of order: ${name}`);
      element.focus();
      if (document.activeElement !== element) {
        faults.push(`no focus: ${name}`);
        continue;
      }
      const rings = [element, ...face.querySelectorAll("*")].map((one) => getComputedStyle(one));
      if (!rings.some(({ outlineStyle }) => outlineStyle !== "none")) faults.push(`no ring: ${name}`);
      const { left, top, width, height } = face.getBoundingClientRect();
      const points = [0.15, 0.5, 0.85].map((part) => [left + width / 2, top + height * part] as const);
      const isThere = points.some(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (face.contains(hit) || hit.contains(face));
      });
      if (!isThere) faults.push(`behind something: ${name}`);
    }
    document.querySelector(".page-scroll")?.scrollTo(0, 0);
    return faults;
  });
}

/**
 * What stands on a screen stands when something else comes in (P99): a finger that is down lifts from the same thing, and
 * the keyboard's place is not lost. A browser forgets a press as soon as the smallest part under the finger is taken out,
 * even if it is put back at once.
 */
export const standFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const watch = new MutationObserver(() => undefined);
    watch.observe(document.body, { childList: true, subtree: true });
    Reflect.get(window, "touch")();
    const gone = watch.takeRecords().flatMap(({ removedNodes }) => [...removedNodes]);
    watch.disconnect();
    return gone
      .filter((one) => one instanceof Element)
      .map(
        (one) =>
          `taken out: ${one.outerHTML.slice(0, 60)} 「${(one.textContent ?? "").trim().slice(0, 12)}」`,
      );
  });

/** Things whose shape tells what they are; without colours a line must draw it. */
const SHAPES =
  ".button, .chip-face, .choice-face, .need-card, .picture-button, .elder-card, .pill, .note, .sheet[open]";

/** Where the system chooses the colours (forced colors), shapes keep their lines. */
export async function shapeFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: "active" });
  const faults = await page.evaluate(
    (shapes) =>
      [...document.querySelectorAll(shapes)]
        .filter((one) => one.getClientRects().length > 0)
        .filter((one) => Number.parseFloat(getComputedStyle(one).borderTopWidth) < 1)
        .map((one) => `no line in forced colours: ${one.className}`),
    SHAPES,
  );
  await page.emulateMedia({ forcedColors: "none" });
  return [...new Set(faults)];
}

/** Lines that are read; figures move by themselves, as a clock does. */
const linesOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document.body.innerText
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !/\d/.test(line)),
  );

/** Under reduced motion nothing moves (WCAG 2.3.3), and no word goes away by itself within ten seconds (2.2.1). */
export async function restFaults(page: Page): Promise<readonly string[]> {
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 1)
        .length,
  );
  const before = await linesOf(page);
  await page.clock.runFor(9_900);
  const after = new Set(await linesOf(page));
  return [
    ...(moving > 0 ? [`${moving} things move`] : []),
    ...before.filter((line) => !after.has(line)).map((line) => `gone before ten seconds: ${line}`),
  ];
}

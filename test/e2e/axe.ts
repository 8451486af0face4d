/** What axe finds on a page as it stands, and how far it runs out at the side. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export async function axeFaults(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags([...tags]).analyze();
  return violations.map(({ id, nodes }) => `${page.url()}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
}

/** Pixels by which the window or a part of the page that never scrolls sideways is too narrow for what it holds. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...[
        document.documentElement,
        ...document.querySelectorAll(".page, .page-head, .page-scroll, .page-foot"),
      ]
        .filter((one) => one.clientWidth > 0)
        .map((one) => one.scrollWidth - one.clientWidth),
    ),
  );

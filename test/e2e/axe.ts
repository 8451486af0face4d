/** What axe finds on a page, as lines that name the page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export async function axeFaults(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  // What lies under the foot just now is reached by scrolling; axe does not scroll.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".page-foot { position: static !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const { violations } = await new AxeBuilder({ page }).withTags([...tags]).analyze();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return violations.map(({ id, nodes }) => `${page.url()}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
}

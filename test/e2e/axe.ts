/** What axe finds on a page, as lines that name the page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export async function axeFaults(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  // What lies under the foot just now is reached by scrolling; axe does not scroll.
  await page.evaluate(() => {
    for (const foot of document.querySelectorAll<HTMLElement>(".page-foot")) foot.style.position = "static";
  });
  const { violations } = await new AxeBuilder({ page }).withTags([...tags]).analyze();
  await page.evaluate(() => {
    for (const foot of document.querySelectorAll<HTMLElement>(".page-foot")) foot.style.position = "";
  });
  return violations.map(({ id, nodes }) => `${page.url()}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
}

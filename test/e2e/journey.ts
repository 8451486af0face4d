/** What our people do on their screens, in their own words: the steps of the stories. */
import { expect, type Locator, type Page } from "@playwright/test";

/** The one big act at the foot of a screen. */
export const act = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" });

export const BUILDINGS_CSV =
  "\ufeffid,name,lat,lon,households\r\n3,3号楼,21.6631,110.9249,96\r\n5,5号楼,21.6630,110.9251,120\r\n6,6号楼,21.6628,110.9252,88\r\n";

/** Writes both paper keys down, names the community, imports its buildings, founds it. */
export async function setUp(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink);
  await act(page, "开始").click();
  await copyPaper(page);
  await copyPaper(page);
  await page.getByLabel("社区名字").fill("好心时间银行");
  await expect(page.getByText("名字里不能有「银行」")).toBeVisible();
  await page.getByLabel("社区名字").fill("茂名·好心花园");
  await act(page, "下一步").click();
  await act(page, "下一步").click();
  await page.getByLabel("您的称呼").fill("小陈");
  await act(page, "下一步").click();
  const bad = BUILDINGS_CSV.replace("21.6630", "北纬");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "楼栋.csv", mimeType: "text/csv", buffer: Buffer.from(bad) });
  await expect(page.getByText("第 3 行")).toBeVisible();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "楼栋.csv", mimeType: "text/csv", buffer: Buffer.from(BUILDINGS_CSV) });
  await expect(page.getByRole("table")).toContainText("5号楼");
  await act(page, "下一步").click();
  await page.getByRole("checkbox", { name: "两张纸已经放在两个人那里" }).check();
  await act(page, "成立社区").click();
  await expect(page.getByRole("heading", { name: "成立了" })).toBeVisible();
}

/** Reads a paper code off the sheet and types it back. */
async function copyPaper(page: Page): Promise<void> {
  const groups = await page.locator(".code-groups").innerText();
  await act(page, "写好了，照着输一遍").click();
  await page.getByLabel(/纸上的码/).fill(groups.replace(/\s+/g, " "));
  await act(page, "下一步").click();
}

/** Scans a poster or an invite, chooses letters, types a name: three taps (the last one joins). */
export async function join(
  page: Page,
  link: string,
  name: string,
  size: "平常" | "大字" = "平常",
): Promise<void> {
  await page.goto(link);
  await page.getByRole("radio", { name: size }).click();
  await page.getByRole("textbox", { name: "称呼" }).fill(name);
  await act(page, /同意，加入/).click();
  await expect(page.getByRole("heading", { name: new RegExp(name) })).toBeVisible();
}

/** The status word of the header. */
export const status = (page: Page): Locator => page.getByRole("status").first();

/** Opens 要帮忙, taps a picture, sends it. Answers with the need's address. */
export async function ask(page: Page, picture: string): Promise<string> {
  await page.getByRole("link", { name: "要帮忙" }).first().click();
  await page.getByRole("link", { name: picture }).click();
  await act(page, "发出去").click();
  await page.waitForURL(/\/needs\/[a-z2-7]{26}/);
  return page.url();
}

/** Answers the question that is asked once: how neighbours find you. */
export async function leavePhone(page: Page, number: string): Promise<void> {
  const sheet = page.getByRole("dialog", { name: "邻居怎么找到您？" });
  await sheet.getByRole("textbox", { name: "电话号码" }).fill(number);
  await sheet.getByRole("button", { name: "存好" }).click();
  await expect(sheet).toBeHidden();
}

/** These words where a person can see them; on a phone the list behind a detail is hidden. */
export const seen = (page: Page, words: string | RegExp): Locator =>
  page.getByText(words).locator("visible=true").first();

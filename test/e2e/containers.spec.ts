/** Windows of other apps, and browsers that keep nothing: no key, the way out, and a look around. */
import { expect, type Page } from "@playwright/test";
import { test } from "./base.ts";
import { seen } from "./journey.ts";
import { somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { type E2eTown, foundE2eTown } from "./town.ts";

let relay: TestRelay;
let town: E2eTown;
test.beforeAll(async () => {
  relay = await createTestRelay();
  town = await foundE2eTown(relay);
});
test.afterAll(async () => {
  await relay.remove();
});

const ANDROID =
  "Mozilla/5.0 (Linux; Android 12; PCAM00; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.128 Mobile Safari/537.36";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

type Missing = "serviceWorker" | "indexedDB" | "subtle" | "locks" | "clipboard";

/** Takes away what this window does not have. */
function without(page: Page, missing: readonly Missing[]): Promise<unknown> {
  return page.addInitScript((names) => {
    const none = (of: object, name: string): void => {
      Object.defineProperty(of, name, { get: () => undefined, configurable: true });
    };
    if (names.includes("serviceWorker")) none(Navigator.prototype, "serviceWorker");
    if (names.includes("locks")) none(Navigator.prototype, "locks");
    if (names.includes("clipboard")) {
      none(Navigator.prototype, "clipboard");
      document.execCommand = () => false;
    }
    if (names.includes("indexedDB")) none(window, "indexedDB");
    if (names.includes("subtle")) none(Crypto.prototype, "subtle");
  }, missing);
}

const nothingKept = (page: Page): Promise<string | null> =>
  page.evaluate(() => localStorage.getItem("yizhan/joined"));

for (const [app, name, line, missing] of [
  ["WeChat", "微信", `${ANDROID} MicroMessenger/8.0.49 NetType/WIFI`, []],
  ["WeChat on an iPhone", "微信", `${IPHONE} MicroMessenger/8.0.47`, ["serviceWorker", "clipboard"]],
  ["QQ", "QQ ", `${ANDROID} V1_AND_SQ_8.9.28 QQ/8.9.28.10155 NetType/WIFI`, ["locks"]],
  ["Alipay", "支付宝", `${ANDROID} AliApp(AP/10.5.56) AlipayClient/10.5.56`, ["indexedDB", "clipboard"]],
  ["DingTalk", "钉钉", `${IPHONE} AliApp(DingTalk/7.0.40)`, ["serviceWorker", "subtle"]],
  ["some app", "这个应用", ANDROID, ["indexedDB", "serviceWorker", "locks"]],
] as const)
  test(`in ${app} the way out is shown, no key is made, and one may look around`, async ({ browser }) => {
    const { page, faults } = await somebody(browser, "路人", { userAgent: line });
    await without(page, missing);
    await page.goto(town.poster);
    await expect(page.getByRole("heading", { name: "换到浏览器里打开" })).toBeVisible();
    await expect(seen(page, `${name}里留不住您的账户`)).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.getByRole("button", { name: "复制链接" }).click();
    if ((missing as readonly Missing[]).includes("clipboard"))
      await expect(seen(page, town.poster)).toBeVisible();
    else await expect(page.getByRole("button", { name: "复制好了" })).toBeVisible();
    await page.getByRole("link", { name: "先看看楼里在做什么" }).click();
    await expect(page.getByRole("heading", { name: /5号楼/ })).toBeVisible();
    await expect(seen(page, "现在没有人在等")).toBeVisible();
    for (const path of ["/", "/ask", "/restore", "/lost"]) {
      await page.goto(`${relay.url}${path}`);
      await expect(seen(page, "里留不住您的账户"), path).toBeVisible();
    }
    expect(await nothingKept(page)).toBeNull();
    expect(faults).toEqual([]);
  });

for (const missing of ["serviceWorker", "indexedDB", "subtle", "locks"] as const)
  test(`who says to be a browser and has no ${missing} is told that it cannot keep a key`, async ({
    browser,
  }) => {
    const { page, faults } = await somebody(browser, "路人");
    await without(page, [missing]);
    await page.goto(town.poster);
    await expect(page.getByRole("heading", { name: "换一个浏览器打开" })).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.goto(`${relay.url}/b/${town.town.community}/5`);
    await expect(seen(page, "现在没有人在等")).toBeVisible();
    expect(await nothingKept(page)).toBeNull();
    expect(faults).toEqual([]);
  });

test("a store that says it is there and refuses to open is told, too", async ({ browser }) => {
  const { page } = await somebody(browser, "路人");
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await page.goto(town.poster);
  await expect(page.getByRole("heading", { name: "换一个浏览器打开" })).toBeVisible();
});

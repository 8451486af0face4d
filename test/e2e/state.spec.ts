/** Truthful state (docs/spec/peer.md, P110–P118): what the header says, and when it changes its word. */
import { expect, type Page } from "@playwright/test";
import { encodeCbor } from "../../crypto/cbor.ts";
import { test } from "./base.ts";
import { act, ask, join, leavePhone, seen, status } from "./journey.ts";
import { type Somebody, somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { type E2eTown, foundE2eTown } from "./town.ts";
import { said, withEngine } from "./voice.ts";

let relay: TestRelay;
let town: E2eTown;
test.beforeEach(async () => {
  relay = await createTestRelay();
  town = await foundE2eTown(relay);
});
test.afterEach(async () => {
  await relay.remove();
});

async function member(who: Somebody): Promise<void> {
  await join(who.page, town.poster, who.name);
  await town.admit();
  await expect(seen(who.page, "1 积分")).toBeVisible();
}

const ENTRIES = "**/c/*/entries";

test("[P110] [P111] [P112] nothing is claimed before the first answer; a signed act waits for its receipt", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await page.goto(`${relay.url}/`);
  await expect(page.getByRole("heading", { name: "邻居帮邻居，记个账" })).toBeVisible();
  await expect(status(page)).toHaveText("");
  await member(李姐);
  await expect(status(page)).toContainText("已同步");

  let refuse = (): boolean => true;
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(ENTRIES, async (route) => {
    if (refuse()) return route.abort();
    await held;
    return route.continue();
  });
  await ask(page, "代买");
  await leavePhone(page, "13987654321");
  await expect(status(page)).toContainText("等网络，1 条待送出");
  await status(page).click();
  const list = page.getByRole("dialog", { name: "送到哪里了" });
  await expect(list).toContainText("预留积分 · 代买");
  await expect(list).toContainText("等网络，通了自己送");

  // Nothing arrives by itself while the finger is on its way.
  refuse = () => false;
  await list.getByRole("button", { name: "再试一次" }).click();
  letGo();
  await expect(list).toContainText("都送到了，没有在等的");
  await page.keyboard.press("Escape");
  await expect(status(page)).toContainText("已同步");
  expect(李姐.faults).toEqual([]);
});

test("[P116] what the relay refuses stays in the list with its reason, until she has seen it", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await member(李姐);
  const refusal = Buffer.from(encodeCbor(["refused", "not_enough_points", false]));
  await page.route(ENTRIES, (route) => route.fulfill({ body: refusal, contentType: "application/cbor" }));
  await ask(page, "代买");
  await leavePhone(page, "13987654321");
  await expect(status(page)).toContainText("已同步");
  await page.reload();
  await expect(status(page)).toContainText("已同步");
  await status(page).click();
  const list = page.getByRole("dialog", { name: "送到哪里了" });
  await expect(list).toContainText("没有收下");
  await expect(list).toContainText("积分");
  await list.getByRole("button", { name: "知道了" }).click();
  await expect(list).toContainText("都送到了，没有在等的");
  expect(李姐.faults).toEqual([]);
});

test("[P99] a tap that begins before the station has opened is heard after it", async ({ browser }) => {
  const 李姐 = await somebody(browser, "李姐", { serviceWorkers: "block" });
  const { page } = 李姐;
  await member(李姐);
  await page.goto(`${relay.url}/messages`);
  await expect(status(page)).toContainText("已同步");
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // The screens are there at once, what opens the station comes when the test says so.
  await page.route("**/assets/station-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  const word = page.locator(".status-word button");
  await expect(word).toContainText("上次看到的");
  await word.hover();
  await page.mouse.down();
  letGo();
  await expect(word).toContainText("已同步");
  await expect(page.getByRole("heading", { name: "消息" })).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole("dialog", { name: "送到哪里了" })).toContainText("都送到了，没有在等的");
  expect(李姐.faults).toEqual([]);
});

test("[P99] a slow finger on a card is heard, whatever comes in while it is down", async ({ browser }) => {
  const 张阿姨 = await somebody(browser, "张阿姨");
  const 李姐 = await somebody(browser, "李姐");
  await member(张阿姨);
  await member(李姐);
  const need = await ask(张阿姨.page, "取快递");
  await leavePhone(张阿姨.page, "13812345678");
  await 张阿姨.page.goto(`${relay.url}/`);
  const card = 张阿姨.page.getByRole("link", { name: /取快递/ }).first();
  await 李姐.page.goto(need);
  await act(李姐.page, "我来").click();
  await act(李姐.page, "我承诺，签字").click();
  // A window that comes to the front takes the press away from the other: this tap goes by itself.
  await act(李姐.page, "确定").evaluate((one) => setTimeout(() => (one as HTMLElement).click(), 1000));
  await card.hover();
  await 张阿姨.page.mouse.down();
  await expect(card).toContainText("李姐");
  await 张阿姨.page.mouse.up();
  await 张阿姨.page.waitForURL(need);
  expect([...张阿姨.faults, ...李姐.faults]).toEqual([]);
});

test("[P113] [P114] [P115] a relay that fails is not called a missing network, and neither follows navigator.onLine", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  let cut = (): void => undefined;
  let isCut = false;
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (isCut) {
      void socket.close();
      return;
    }
    const server = socket.connectToServer();
    const before = cut;
    cut = () => {
      before();
      void socket.close();
      void server.close();
    };
  });
  await member(李姐);
  await page.reload();
  await expect(status(page)).toContainText("已同步");

  // A house that answers with its own page, as a proxy does when the relay behind it is gone.
  isCut = true;
  await page.route("**/c/**", (route) => route.fulfill({ status: 502, body: "Bad Gateway" }));
  cut();
  await expect(status(page)).toContainText("连不上驿站");
  await status(page).click();
  await expect(page.getByRole("dialog", { name: "送到哪里了" })).toContainText("有网络，但驿站没有回答");
  await page.keyboard.press("Escape");

  isCut = false;
  await page.unroute("**/c/**");
  await expect(status(page)).toContainText("已同步", { timeout: 60_000 });

  await relay.stop();
  await expect(status(page)).toContainText("没有网络，照常可用");
  expect(await page.evaluate(() => navigator.onLine)).toBe(true);
  await relay.start();
  await expect(status(page)).toContainText("已同步", { timeout: 60_000 });
  expect(李姐.faults).toEqual([]);
});

/** 老周 has helped 李姐; she stands before 确认给. */
async function served(李姐: Somebody, 老周: Somebody): Promise<string> {
  await member(李姐);
  await member(老周);
  await ask(李姐.page, "取快递");
  await leavePhone(李姐.page, "13987654321");
  const need = 李姐.page.url();
  await 老周.page.goto(need);
  await act(老周.page, "我来").click();
  await act(老周.page, "我承诺，签字").click();
  await act(老周.page, "确定").click();
  await leavePhone(老周.page, "13987654322");
  await act(老周.page, "开始").click();
  await expect(seen(老周.page, "已经帮了")).toBeVisible();
  await expect(status(老周.page)).toContainText("已同步");
  await relay.pass(600);
  await 老周.page.reload();
  await act(老周.page, "结束").click();
  await expect(act(李姐.page, /确认给 0.2/)).toBeVisible();
  return need;
}

async function confirm(page: Page): Promise<void> {
  await act(page, /确认给 0.2/).click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
}

test("[P117] [P118] points are taken back on any screen while they count down, and signed when the page hides", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const 李姐 = await somebody(browser, "李姐");
  const 老周 = await somebody(browser, "老周");
  const { page } = 李姐;
  await withEngine(page, "speaks");
  const need = await served(李姐, 老周);
  await confirm(page);
  const bar = page.getByRole("status").filter({ hasText: "还能撤回" });
  await expect(bar).toContainText("确认给积分，还能撤回");
  // Inside the app, where nothing hides: 返回, then the wallet.
  await page.getByRole("button", { name: "返回" }).first().click();
  await expect(bar).toBeVisible();
  await bar.getByRole("button", { name: "撤回" }).click();
  await expect(bar).toBeHidden();
  await expect(status(page)).toContainText("已同步");
  // Nobody asked the phone to speak; now she does.
  expect(await said(page)).toEqual([]);
  await page.goto(`${relay.url}/me/look`);
  await page.getByRole("checkbox", { name: "给积分的时候念出来" }).check();
  await page.goto(need);
  await expect(act(page, /确认给 0.2/)).toBeVisible();

  await confirm(page);
  await expect.poll(() => said(page)).toContain("给老周零点二积分。");
  await expect(bar).toBeVisible();
  await page.reload();
  await expect(seen(老周.page, "已完成")).toBeVisible({ timeout: 30_000 });
  await expect(bar).toBeHidden();
  await expect(status(page)).toContainText("已同步");
  for (const who of [李姐, 老周]) expect(who.faults, who.name).toEqual([]);
});

test("[P7] who is second in line sees who was first, and takes it with one tap when the turn comes", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [李姐, 老周, 王姐] = [
    await somebody(browser, "李姐"),
    await somebody(browser, "老周"),
    await somebody(browser, "王姐"),
  ];
  for (const who of [李姐, 老周, 王姐]) await member(who);
  await ask(李姐.page, "取快递");
  await leavePhone(李姐.page, "13987654321");
  const need = 李姐.page.url();
  await 老周.page.goto(need);
  await act(老周.page, "我来").click();
  await act(老周.page, "我承诺，签字").click();
  await act(老周.page, "确定").click();
  await leavePhone(老周.page, "13987654322");

  const { page } = 王姐;
  await page.goto(need);
  await act(page, "排候补").click();
  const line = page.getByRole("region", { name: "您在候补" });
  await expect(line).toContainText("老周");
  await expect(line.getByRole("listitem")).toHaveText(["您"]);
  // Out of the line and in again: 撤销 says the opposite.
  await line.getByRole("button", { name: "不候补了" }).click();
  await expect(line).toBeHidden();
  await act(page, "撤销").click();
  await expect(line).toBeVisible();

  await act(老周.page, "我去不了").click();
  await act(老周.page, "退回这一单").click();
  await expect(page.getByText("轮到您了")).toBeVisible();
  await act(page, "我去").click();
  await act(page, "我承诺，签字").click();
  await act(page, "确定").click();
  await expect(seen(page, "您接了")).toBeVisible();
  for (const who of [李姐, 老周, 王姐]) expect(who.faults, who.name).toEqual([]);
});

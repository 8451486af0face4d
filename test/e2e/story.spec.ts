/**
 * The soy-sauce story of S0, from an empty data folder to the point, then without the relay: five people in browsers of
 * their own, one real relay process.
 */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./base.ts";
import { act, ask, BUILDINGS_CSV, join, leavePhone, seen, setUp } from "./journey.ts";
import { countTaps, kept, readQr, type Somebody, somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";

let relay: TestRelay;
test.beforeEach(async () => {
  relay = await createTestRelay();
});
test.afterEach(async () => {
  await relay.remove();
});

test("a first hour of help: from the poster to the point, and without the relay", async ({ browser }) => {
  test.setTimeout(300_000);
  const 小陈 = await somebody(browser, "小陈", { viewport: { width: 1280, height: 800 } });
  const 王姐 = await somebody(browser, "王姐");
  const 李姐 = await somebody(browser, "李姐");
  const 老周 = await somebody(browser, "老周");
  let poster = "";

  await test.step("the operator founds the community and prints the poster of building 5", async () => {
    expect(BUILDINGS_CSV).toContain("5号楼");
    await setUp(小陈.page, relay.setupLink);
    await 小陈.page.goto(`${relay.url}/poster/5`);
    await act(小陈.page, "做一张海报").click();
    poster = await readQr(小陈.page, /加入5号楼/);
    expect(poster).toMatch(new RegExp(`^${relay.url.toUpperCase()}/J/[A-Z2-7]{26}5[A-Z2-7]{6}$`));
  });

  await test.step("王姐 joins with a personal invite and is vouched for and appointed in one act", async () => {
    await 小陈.page.goto(`${relay.url}/invite/5`);
    await act(小陈.page, "做一个邀请").click();
    const invite = await readQr(小陈.page, /只能用一次/);
    await join(王姐.page, invite, "王姐");
    const used = await somebody(browser, "别人");
    await used.page.goto(invite);
    await expect(used.page.getByText("这个邀请已经用过")).toBeVisible();
    await used.context.close();
    await 小陈.page.goto(`${relay.url}/ops/review`);
    await 小陈.page.getByRole("button", { name: /王姐/ }).click();
    await 小陈.page.getByRole("checkbox", { name: /满 18 岁/ }).check();
    await 小陈.page.getByRole("radio", { name: "楼长", exact: true }).check();
    await act(小陈.page, "见证，任命为5号楼楼长").click();
    await expect(王姐.page.getByRole("link", { name: "工作台" })).toBeVisible();
  });

  await test.step("李姐 scans the poster and is in with three taps; 王姐 vouches for her at the door", async () => {
    await 李姐.page.goto(poster);
    const taps = await countTaps(李姐.page, () => join(李姐.page, poster, "李姐"));
    expect(taps + 1, "the scan is the first tap").toBeLessThanOrEqual(3);
    await join(老周.page, poster, "老周");
    for (const name of ["李姐", "老周"]) {
      await 王姐.page.goto(`${relay.url}/desk`);
      await 王姐.page.getByRole("button", { name: new RegExp(name) }).click();
      await 王姐.page.getByRole("checkbox", { name: /满 18 岁/ }).check();
      await act(王姐.page, "作见证").click();
      await expect(王姐.page.getByText(`${name}见证好了`)).toBeVisible();
    }
    await expect(seen(李姐.page, "1 积分")).toBeVisible();
    await 李姐.page.goto(`${relay.url}/wallet`);
    await seen(李姐.page, "见面礼").click();
    await expect(seen(李姐.page, /已入账|第 \d+ 笔/)).toBeVisible();
  });

  await test.step("王姐 opens an account for 张阿姨, 老周 witnesses it by QR", async () => {
    await 王姐.page.goto(`${relay.url}/desk/open`);
    await 王姐.page.getByRole("textbox", { name: "怎么称呼她" }).fill("张阿姨");
    await 王姐.page.getByRole("textbox", { name: "电话号码" }).fill("13812341234");
    await 王姐.page.getByRole("checkbox", { name: /已经念给她听/ }).check();
    await act(王姐.page, "开户，请见证人扫码").click();
    const link = await readQr(王姐.page, /见证/);
    await 老周.page.goto(link);
    await act(老周.page, /签|见证/).click();
    await expect(老周.page.getByRole("link", { name: /首页/ })).toBeVisible();
  });

  let need = "";
  await test.step("王姐 posts 代买酱油 for her in four taps, and the board says who acted for whom", async () => {
    await 王姐.page.goto(`${relay.url}/`);
    const taps = await countTaps(王姐.page, async () => {
      await 王姐.page.getByRole("link", { name: "工作台" }).click();
      await 王姐.page
        .getByRole("link", { name: /张阿姨/ })
        .first()
        .click();
      await 王姐.page.getByRole("link", { name: "代买" }).click();
      await act(王姐.page, "发出去").click();
      await 王姐.page.waitForURL(/\/needs\/[a-z2-7]{26}/);
    });
    expect(taps).toBe(4);
    need = 王姐.page.url();
    await 王姐.page.reload();
    await expect(seen(王姐.page, /王姐.*代.*张阿姨/)).toBeVisible();
    await expect(seen(王姐.page, "等人来")).toBeVisible();
  });

  await test.step("李姐 takes it; the contact reaches her sealed and masked; neighbours see it taken", async () => {
    await 李姐.page.goto(`${relay.url}/needs`);
    await 李姐.page.getByRole("link", { name: /代买/ }).first().click();
    await act(李姐.page, "我来").click();
    await act(李姐.page, "我承诺，签字").click();
    await act(李姐.page, "确定").click();
    await leavePhone(李姐.page, "13987654321");
    await 李姐.page.reload();
    await expect(李姐.page.getByText("138****1234")).toBeVisible();
    await expect(seen(王姐.page, "李姐已接")).toBeVisible();
    await 老周.page.goto(need);
    await expect(seen(老周.page, "李姐已接")).toBeVisible();
  });

  await test.step("ten minutes of service: start, reload, end", async () => {
    await act(李姐.page, "开始").click();
    await expect(李姐.page.getByText("已经帮了")).toBeVisible();
    await expect(seen(王姐.page, "服务中")).toBeVisible();
    await relay.pass(600);
    await 李姐.page.reload();
    await act(李姐.page, "结束").click();
    await expect(seen(李姐.page, /等.*确认/)).toBeVisible();
  });

  await test.step("王姐 confirms for 张阿姨; 0.2 point moves; both see the receipt and its proof", async () => {
    await expect(act(王姐.page, /确认给 0.2/)).toBeVisible();
    const taps = await countTaps(王姐.page, async () => {
      await act(王姐.page, /确认给 0.2/).click();
      await act(王姐.page, "确定").click();
    });
    expect(taps).toBe(2);
    // The page goes while the ten seconds run: what she meant is signed all the same.
    await 王姐.page.reload();
    await expect(seen(老周.page, "已完成"), "a neighbour sees it done").toBeVisible({ timeout: 30_000 });
    await 李姐.page.goto(`${relay.url}/wallet`);
    await expect(seen(李姐.page, "1.2")).toBeVisible();
    await 李姐.page
      .getByText(/帮张阿姨/)
      .first()
      .click();
    await expect(seen(李姐.page, /第 \d+ 笔/)).toBeVisible();
    await 李姐.page.getByText("这笔账怎么证明？").click();
    await expect(李姐.page.getByText("算过了，对得上。")).toBeVisible();
  });

  await test.step("[N12] [N13] they thank and rate each other; a slip is taken back; both ratings appear when both stand", async () => {
    const say = async ({ page }: Somebody, stars: RegExp): Promise<void> => {
      await page.goto(need.replace("/needs/", "/thanks/"));
      await page.getByRole("radio", { name: stars }).focus();
      await page.keyboard.press("Space");
      await act(page, "送出去").click();
      await expect(seen(page, "送到了")).toBeVisible();
    };
    await say(王姐, /很不好/);
    await expect(王姐.page.getByRole("link", { name: "说声谢谢" })).toHaveCount(0);
    await act(王姐.page, "撤销").click();
    await expect(seen(王姐.page, "撤销了，可以重新说。")).toBeVisible();
    await expect(王姐.page.getByRole("link", { name: "说声谢谢" })).toBeVisible();
    for (const who of [王姐, 李姐]) await say(who, /非常好/);
    await relay.pass(601);
    await 李姐.page.goto(need);
    await expect(李姐.page.getByText("互相的评价")).toBeVisible();
    await expect(李姐.page.getByText(/非常好|5/).first()).toBeVisible();
  });

  await test.step("the relay is stopped: everybody reads, 李姐 posts, her second tab and a neighbour with a file see it", async () => {
    for (const who of [李姐, 老周, 王姐]) await kept(who.page);
    await relay.stop();
    await 老周.page.goto(need);
    await expect(seen(老周.page, "已完成")).toBeVisible();
    const second = await 李姐.context.newPage();
    await second.goto(`${relay.url}/needs`);
    await 李姐.page.goto(`${relay.url}/`);
    await ask(李姐.page, "取快递");
    await expect(second.getByRole("link", { name: /取快递/ })).toHaveCount(1);
    await 李姐.page.goto(`${relay.url}/me/carry`);
    const saving = 李姐.page.waitForEvent("download");
    await act(李姐.page, /存成文件|导出/).click();
    const file = await (await saving).path();
    await 老周.page.goto(`${relay.url}/me/carry`);
    await 老周.page.locator("input[type=file]").setInputFiles({
      name: "building.yzb",
      mimeType: "application/octet-stream",
      buffer: readFileSync(file),
    });
    await expect(seen(老周.page, /读进来 [1-9]\d* 条/)).toBeVisible();
    await 老周.page.goto(`${relay.url}/needs`);
    await expect(老周.page.getByRole("link", { name: /取快递/ })).toHaveCount(1);
    await second.close();
  });

  await test.step("the relay returns: it reaches everyone exactly once", async () => {
    await relay.start();
    await 王姐.page.goto(`${relay.url}/needs`);
    await expect(王姐.page.getByRole("link", { name: /取快递/ })).toHaveCount(1, { timeout: 30_000 });
    await expect(老周.page.getByRole("link", { name: /取快递/ })).toHaveCount(1);
    await expect(李姐.page.getByRole("status").first()).toContainText("已同步", { timeout: 30_000 });
  });

  await test.step("the relay's boards are lost: the phones refill them for somebody who comes new", async () => {
    await relay.stop();
    relay.loseBoards();
    await relay.start();
    const 小张 = await somebody(browser, "小张");
    await join(小张.page, poster, "小张");
    await 王姐.page.goto(`${relay.url}/desk`);
    await 王姐.page.getByRole("button", { name: /小张/ }).click();
    await act(王姐.page, "作见证").click();
    await 小张.page.goto(`${relay.url}/needs`);
    await expect(小张.page.getByRole("link", { name: /取快递/ })).toHaveCount(1, { timeout: 60_000 });
  });

  for (const who of [小陈, 王姐, 李姐, 老周]) expect(who.faults, who.name).toEqual([]);
});

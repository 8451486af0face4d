/**
 * The built app on a real relay with two people in two browsers: joining from the poster, asking, taking, serving,
 * confirming, thanking, the receipt and its proof; every tap counted. Build first: `npx vite build`.
 * `node test/screens/real.ts [folder]` writes pictures and ends with 1 when a journey takes more taps than promised.
 */
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { foundTown } from "../peer/community.ts";
import { must, until } from "../peer/phones.ts";
import { startRelay } from "../relay/start.ts";

const folder = process.argv[2] ?? "/tmp/real";
const faults: string[] = [];

/** A person at her phone, whose taps are counted. */
interface Hand {
  readonly page: Page;
  tap(name: string | RegExp, role?: "button" | "link" | "radio"): Promise<void>;
  taps(): number;
  reset(): void;
  shot(name: string): Promise<void>;
}

async function handOf(browser: Browser, url: string): Promise<Hand> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    hasTouch: true,
    baseURL: url,
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // The browser tells of every answer that is not 200 and of every lost socket; the app says so in its own way.
    const isNetwork = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === "error" && !isNetwork) faults.push(`console: ${message.text()}`);
  });
  let taps = 0;
  return {
    page,
    async tap(name, role = "button") {
      const exact = typeof name === "string";
      // Only what is in front: a sheet hides the page behind it.
      const front = (await page.locator("dialog[open]").count()) > 0 ? page.locator("dialog[open]") : page;
      await front.getByRole(role, { name, exact }).first().click();
      taps += 1;
    },
    taps: () => taps,
    reset: () => {
      taps = 0;
    },
    shot: async (name) => {
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}.png` });
    },
  };
}

function promised(journey: string, taps: number, most: number): void {
  console.info(`${journey}: ${taps} taps (promised ${most})`);
  if (taps > most) faults.push(`${journey} took ${taps} taps, ${most} are promised`);
}

/** Scans the poster, chooses letters, types a name. */
async function join(hand: Hand, link: string, size: "平常" | "大字", name: string): Promise<void> {
  await hand.page.goto(new URL(link).pathname);
  hand.reset();
  await hand.page.getByText(size).waitFor();
  await hand.shot(`join-letters-${name}`);
  await hand.page.getByRole("radio", { name: size }).click();
  await hand.page.getByRole("textbox", { name: "称呼" }).click();
  await hand.page.getByRole("textbox", { name: "称呼" }).fill(name);
  await hand.shot(`join-name-${name}`);
  await hand.tap(/同意/);
  await hand.page
    .getByText(new RegExp(`下午好|上午好|早上好|${name}`))
    .first()
    .waitFor();
  promised(`${name} joins`, hand.taps() + 2, 3);
}

mkdirSync(folder, { recursive: true });
const started = await startRelay({ dist: fileURLToPath(new URL("../../dist", import.meta.url)) });
const town = await foundTown(started);
const wang = await town.steward("王姐");
const poster = await must(town.operator.tab.acts.makeInvite("3", "poster"));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const zhang = await handOf(browser, started.url);
  const li = await handOf(browser, started.url);
  await join(zhang, poster.link, "大字", "张阿姨");
  await join(li, poster.link, "平常", "李姐");
  await li.shot("home-newcomer");
  const known = (name: string) => [...wang.tab.view().people.values()].find((one) => one.name === name);
  for (const name of ["张阿姨", "李姐"]) {
    await until(() => known(name) !== undefined);
    const account = known(name)?.id;
    if (account) await must(wang.tab.acts.vouch(account, { household: null, isAdult: true }));
  }
  await zhang.page.getByText("1 积分").first().waitFor();
  await zhang.shot("elder-home");
  // 张阿姨 asks: 要帮忙, picture, 发出去.
  zhang.reset();
  await zhang.tap("要帮忙", "link");
  await zhang.tap("代买", "link");
  await zhang.shot("ask");
  await zhang.tap("发出去");
  await zhang.page.locator(".deed-head").waitFor();
  promised("an elder asks", zhang.taps(), 3);
  await zhang.shot("asked");
  await zhang.tap("找楼长", "radio");
  await zhang.tap("存好");
  // 李姐 takes it: 我来, pledge, 确定; then 开始, 结束.
  await li.page.goto("/");
  await li.page.getByRole("link", { name: /代买/ }).first().waitFor();
  await li.page.getByRole("link", { name: /代买/ }).first().click();
  li.reset();
  await li.tap("我来");
  await li.shot("pledge");
  await li.tap("我承诺，签字");
  await li.page.getByRole("heading", { name: "要接下这件事吗？" }).waitFor();
  await li.shot("take");
  await li.tap("确定");
  await li.page.getByLabel("电话号码").fill("13800001234");
  await li.tap("存好");
  await li.page.getByRole("button", { name: "开始" }).waitFor();
  await li.shot("taken");
  const before = li.taps();
  await li.tap("开始");
  await li.page.getByText("已经帮了").waitFor();
  await li.shot("service");
  town.clock.advance(12 * 60);
  await li.tap("结束");
  await li.page.locator(".deed-head .pill", { hasText: "等确认" }).waitFor();
  promised("a whole service without the first-time pledge and contact", 2 + li.taps() - before, 4);
  await li.shot("ended");
  // 张阿姨 confirms from home: card, 确定.
  await zhang.page.goto("/mine");
  await zhang.page.getByText("等您确认").first().waitFor();
  zhang.reset();
  await zhang.page.getByRole("link", { name: /代买/ }).first().click();
  await zhang.page.getByText("确认给李姐？").waitFor();
  await zhang.shot("confirm");
  await zhang.tap("确定");
  promised("the requester confirms", zhang.taps() + 1, 2);
  await zhang.page.getByText("谢谢李姐").first().waitFor();
  await zhang.shot("thanks");
  await zhang.page.getByRole("radio", { name: "非常好" }).click();
  await zhang.tap("送出去");
  await zhang.page.getByText("李姐帮好了").waitFor({ timeout: 20_000 });
  await zhang.shot("done");
  await zhang.tap("看收据", "link");
  await zhang.page.getByText(/已入账 第 \d+ 笔/).waitFor();
  await zhang.page.getByText("这笔账怎么证明？").click();
  await zhang.page.getByText("算过了，对得上。").waitFor();
  await zhang.shot("receipt");
  await li.page.goto("/wallet");
  await li.page
    .getByText(/\+0\.[12]/)
    .first()
    .waitFor();
  await li.shot("wallet");
  // The relay stops: reload and a deep link still work.
  await li.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await li.page.reload();
  await started.close();
  await li.page.goto("/needs");
  await li.page.getByText("看哪一类").or(li.page.getByText("现在没有等人来的需求")).first().waitFor();
  await li.shot("offline");
} catch (error) {
  faults.push(String(error));
  for (const [at, context] of browser.contexts().entries())
    await context.pages()[0]?.screenshot({ path: `${folder}/fault-${at}.png`, fullPage: true });
}
await browser.close();
for (const fault of faults) console.error(fault);
console.info(`${faults.length} faults, pictures in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);

/** Every screen of stewards and operators, and how to get there by keyboard and taps. */
import type { Page } from "@playwright/test";
import { COMMUNITY, idOf, WANG, ZHANG } from "../screens/people.ts";

export interface Scene {
  readonly name: string;
  readonly path: string;
  readonly query: string;
  readonly go?: (page: Page) => Promise<void>;
}

export const ROOT_CODE = "000G 40R4 0M30 E209 185G R38E 1WHQ";
export const SECOND_CODE = "7K3M P2QX 9DTC 4HNV 8RWB 6YFA 1E5J";
export const GOOD_CSV = `id,name,lat,lon,households\r\n5,5号楼,21.6629,110.9254,96\r\n3,3号楼,21.6631,110.9261,72\r\na1,"A座,东门",21.6635,110.9270,120\r\n`;
export const BAD_CSV = `id,name,lat,lon,households\n5,5号楼,21.6629,110.9254,96\nB2,幸福里,21.66,110.92,八十\n7,7号楼,110.9254,21.6629,60\n5,五号楼,21.6629,110.9254\n`;

const submit = (page: Page): Promise<void> => page.locator(".page-acts .button-filled").click();
export const csv = (text: string) => ({
  name: "楼栋表.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

async function toRoot(page: Page): Promise<void> {
  await submit(page);
  await page.locator(".paper-sheet").waitFor();
}
async function toTyping(page: Page): Promise<void> {
  await toRoot(page);
  await submit(page);
  await page.locator(".code-field input").waitFor();
}
async function toName(page: Page): Promise<void> {
  await toTyping(page);
  await page.locator(".code-field input").fill(ROOT_CODE.toLowerCase());
  await submit(page);
  await page.locator(".paper-sheet").waitFor();
  await submit(page);
  await page.locator(".code-field input").fill(SECOND_CODE.replaceAll(" ", ""));
  await submit(page);
  await page.locator("input[autocomplete=organization]").waitFor();
}
async function toRules(page: Page): Promise<void> {
  await toName(page);
  await page.locator("input[autocomplete=organization]").fill("海棠社区");
  await submit(page);
  await page.locator(".presets").waitFor();
}
async function toOperator(page: Page): Promise<void> {
  await toRules(page);
  await submit(page);
  await page.locator("input[autocomplete=nickname]").waitFor();
}
async function toBuildings(page: Page): Promise<void> {
  await toOperator(page);
  await page.locator("input[autocomplete=nickname]").fill("梁工");
  await submit(page);
  await page.locator(".import-drop").waitFor();
}
async function toCheck(page: Page): Promise<void> {
  await toBuildings(page);
  await page.locator("input[type=file]").setInputFiles(csv(GOOD_CSV));
  await page.locator(".buildings-table").waitFor();
  await submit(page);
  await page.locator(".rows").waitFor();
}

const shown =
  (what: string) =>
  (page: Page): Promise<void> =>
    page.locator(what).waitFor();

async function toPoster(page: Page): Promise<void> {
  await submit(page);
  await page.locator(".poster").waitFor();
}

const setup = (name: string, go?: Scene["go"]): Scene => ({
  name: `setup-${name}`,
  path: "/setup",
  query: "?who=nobody#k3j2h4k5j6h7",
  ...(go === undefined ? {} : { go }),
});

export const SCENES: readonly Scene[] = [
  setup("open"),
  { name: "setup-refused", path: "/setup", query: "?who=nobody&fault=setup_refused#abc", go: submit },
  { name: "setup-nosecret", path: "/setup", query: "?who=nobody" },
  setup("root", toRoot),
  setup("typing", async (page) => {
    await toTyping(page);
    await page.locator(".code-field input").fill("ooog 40r4 0m3q");
  }),
  setup("name", async (page) => {
    await toName(page);
    await page.locator("input[autocomplete=organization]").fill("海棠时间银行");
  }),
  setup("rules", toRules),
  setup("operator", toOperator),
  setup("buildings", toBuildings),
  setup("faults", async (page) => {
    await toBuildings(page);
    await page.locator("input[type=file]").setInputFiles(csv(BAD_CSV));
    await page.locator(".fault-list").waitFor();
  }),
  setup("imported", async (page) => {
    await toBuildings(page);
    await page.locator("input[type=file]").setInputFiles(csv(GOOD_CSV));
    await page.locator(".buildings-table").waitFor();
  }),
  setup("hand", async (page) => {
    await toBuildings(page);
    await page.locator(".chip input").nth(1).check();
    await page.locator(".card .button").click();
  }),
  setup("check", toCheck),
  setup("done", async (page) => {
    await toCheck(page);
    await page.locator(".check input").check();
    await submit(page);
    await page.locator(".hero").waitFor();
  }),
  { name: "desk", path: "/desk", query: "?who=steward" },
  { name: "desk-bare", path: "/desk", query: "?who=steward&bare" },
  { name: "desk-nobody", path: "/desk", query: "?who=li" },
  {
    name: "desk-vouch",
    path: "/desk",
    query: "?who=steward",
    go: (page) => page.locator("[aria-labelledby=desk-newcomers] .row-card").first().click(),
  },
  {
    name: "desk-shout",
    path: "/desk",
    query: "?who=steward",
    go: async (page) => {
      await page.locator(".desk-shout").first().click();
      await page.locator(".shout-picture img").waitFor();
    },
  },
  {
    name: "desk-witness",
    path: "/desk",
    query: "?who=steward",
    go: (page) => page.getByText("何婆婆").click(),
  },
  { name: "desk-open", path: "/desk/open", query: "?who=steward" },
  { name: "desk-open-faults", path: "/desk/open", query: "?who=steward", go: submit },
  { name: "desk-elder", path: `/desk/elder/${ZHANG}`, query: "?who=steward" },
  { name: "desk-case", path: `/desk/case/${idOf(58)}`, query: "?who=steward" },
  { name: "desk-case-sure", path: `/desk/case/${idOf(58)}`, query: "?who=steward", go: submit },
  { name: "desk-case-gone", path: `/desk/case/${idOf(99)}`, query: "?who=steward" },
  { name: "cosign", path: "/cosign", query: `?who=li#${COMMUNITY.id}${WANG}` },
  { name: "cosign-done", path: "/cosign", query: `?who=li#${COMMUNITY.id}${WANG}`, go: submit },
  {
    name: "cosign-refused",
    path: "/cosign",
    query: `?who=li&fault=same_household#${COMMUNITY.id}${idOf(91)}`,
    go: submit,
  },
  { name: "cosign-nobody", path: "/cosign", query: `?who=nobody#${COMMUNITY.id}${WANG}` },
  { name: "cosign-broken", path: "/cosign", query: "?who=li#abc" },
  { name: "poster", path: "/poster/5", query: "?who=steward", go: toPoster },
  { name: "poster-http", path: "/poster/5", query: "?who=steward&origin=http://localhost:8787" },
  { name: "poster-other", path: "/poster/3", query: "?who=steward" },
  {
    name: "invite",
    path: "/invite/5",
    query: "?who=operator",
    go: async (page) => {
      await submit(page);
      await page.locator(".qr-code").waitFor();
    },
  },
  { name: "ops-overview", path: "/ops", query: "?who=operator", go: shown(".bars") },
  { name: "ops-bare", path: "/ops", query: "?who=operator&bare", go: shown(".bars") },
  { name: "ops-buildings", path: "/ops/buildings", query: "?who=operator" },
  { name: "ops-review", path: "/ops/review", query: "?who=operator" },
  {
    name: "ops-review-sheet",
    path: "/ops/review",
    query: "?who=operator",
    go: async (page) => {
      await page.locator(".row-card").first().click();
      await page.locator("dialog[open] .chip input").nth(1).check();
    },
  },
  {
    name: "ops-person",
    path: "/ops/review",
    query: "?who=operator",
    go: (page) => page.locator(".row-card", { hasText: "李老师" }).click(),
  },
  { name: "ops-disputes", path: "/ops/disputes", query: "?who=operator" },
  { name: "ops-disputes-bare", path: "/ops/disputes", query: "?who=operator&bare" },
  { name: "ops-rules", path: "/ops/rules", query: "?who=operator" },
  { name: "ops-system", path: "/ops/system", query: "?who=operator", go: shown(".ops-hash") },
  { name: "ops-nobody", path: "/ops", query: "?who=li" },
  { name: "ops-buildings-edit", path: "/ops/buildings/edit", query: "?who=operator" },
];

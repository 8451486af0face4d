/**
 * The board of a phone that was used for 1, 12 and 120 months, and one with 500 needs, at a quarter of this
 * machine's speed and without the relay. Months are lived by the real stations, which takes minutes: BENCH_DISKS
 * names a folder in which their disks are kept for the next run. `npm run build` before.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { foundTown } from "../../peer/community.ts";
import { startRelay } from "../../relay/start.ts";
import { type Disk, startLife } from "../phone_life.ts";
import { type Seen, tapToPaint } from "../probe.ts";
import { type Bench, median, ms, note, type Row, ratioOf } from "../row.ts";
import { createSlowPhone, figures, launch, middle, TIMES } from "../slow_phone.ts";

const MONTHS = [1, 12, 120] as const;
const PER_MONTH = { done: 6, open: 4 };
const MANY_NEEDS = 500;
const START = { path: "/needs", selector: ".need-card", cpu: 4, isSlowNetwork: false };

export const bench: Bench = {
  async run() {
    const disks = await makeDisks(process.env.BENCH_DISKS ?? null);
    const app = await startRelay({ dist: fileURLToPath(new URL("../../../dist", import.meta.url)) });
    const browser = await launch();
    const names = [...disks.keys()];
    const phones = await Promise.all(
      names.map((name) => createSlowPhone(browser, app.url, { disk: disks.get(name) as Disk, isKept: true })),
    );
    const seenBy = names.map((): Seen[] => []);
    const pages: number[] = [];
    for (const phone of phones) await phone.goOffline();
    for (let time = 0; time < TIMES; time++) {
      for (const [place, phone] of phones.entries()) {
        const { page, seen } = await phone.open(START);
        seenBy[place]?.push(seen);
        if (names[place] === "many")
          pages.push(
            await page.evaluate(tapToPaint, ["section + button", "li:nth-child(21) .need-card"] as const),
          );
        await page.close();
      }
    }
    await browser.close();
    const opened = (place: number): number => middle(seenBy[place] ?? [], "ready");
    const rows = names.map((name, place): Row => {
      const isMany = name === "many";
      return {
        what: `open the board offline, 4×, ${isMany ? `${MANY_NEEDS} needs` : `${name} months of use`}`,
        figure: figures(seenBy[place] ?? []),
        rival: place === 0 ? "–" : `after 1 month: station open ${ms(opened(0))}`,
        ratio: place === 0 ? "–" : ratioOf(opened(place), opened(0)),
        bar: name === "120" ? "≤ 1.1 ×" : "–",
      };
    });
    const next = { what: `next 20 of ${MANY_NEEDS} needs, tap to paint, 4×`, figure: ms(median(pages)) };
    return [...rows, { ...next, rival: "–", ratio: "–", bar: "≤ 200 ms" }];
  },
};

/** Disks by the months they were used, and "many". */
async function makeDisks(folder: string | null): Promise<ReadonlyMap<string, Disk>> {
  const disks = new Map<string, Disk>();
  const fileOf = (name: string): string => join(folder ?? "", `disk-${name}.json`);
  const keep = (name: string, disk: Disk): void => {
    disks.set(name, disk);
    if (folder !== null) writeFileSync(fileOf(name), JSON.stringify(disk));
  };
  const names = [...MONTHS.map(String), "many"];
  if (folder !== null && names.every((name) => existsSync(fileOf(name)))) {
    for (const name of names) disks.set(name, JSON.parse(readFileSync(fileOf(name), "utf8")) as Disk);
    return disks;
  }
  const life = await startLife(await foundTown());
  for (let month = 1; month <= MONTHS[2]; month++) {
    await life.month(PER_MONTH);
    if (month % 10 === 0) note(`  ${month} months`);
    if (MONTHS.some((one) => one === month)) keep(String(month), await life.disk());
  }
  const busy = await startLife(await foundTown());
  await busy.needs(MANY_NEEDS);
  keep("many", await busy.disk());
  return disks;
}

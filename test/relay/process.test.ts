import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { auditFile } from "../../relay/audit_file.ts";
import { encodeSyncStep1, encodeUpdateMessage } from "../../src/board/sync.ts";
import { parseUpdate } from "../../src/board/update.ts";
import type { Moment } from "../../src/domain/units.ts";
import { boardName, need, openPhone, type Phone, sayIn, updateOf } from "./board_words.ts";
import { type Child, runChild, startChild } from "./child.ts";
import { temporaryFolder } from "./start.ts";
import { call, foundTown, type Told, type Town } from "./town.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function folder(): string {
  const made = temporaryFolder();
  cleanups.push(made.remove);
  return made.path;
}

async function start(...args: readonly string[]): Promise<Child> {
  const child = await startChild(args);
  cleanups.push(() => child.kill());
  return child;
}

test("[Y50] an unknown option ends it with code 2 and one clear sentence", async () => {
  const { code, output } = await runChild(["--bogus"]);
  expect(code).toBe(2);
  expect(output).toContain("--bogus");
  expect(output.trim().split("\n")).toHaveLength(1);
});

test("[Y51] it prints its address first, then the setup link, and SIGTERM ends it with 0", async () => {
  const data = folder();
  const child = await start("--port", "0", "--data", data);
  expect(child.output()).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n/);
  expect(await setupSecret(child)).toMatch(/^[a-z2-7]{26}$/);
  const first = await setupSecret(child);
  expect(await child.stop()).toBe(0);
  const again = await start("--port", "0", "--data", data, "--setup");
  expect(await setupSecret(again)).not.toBe(first);
  expect(await again.stop()).toBe(0);
});

test("[Y52] the clock of a test relay can be moved, and every answer says that it is one", async () => {
  const child = await start("--port", "0", "--data", folder(), "--test-clock");
  const before = await call(child.url, "GET", "/healthz");
  expect(before.headers.get("x-test-clock")).toBe("1");
  const body = new TextEncoder().encode('{"advance": 3600}');
  expect((await call(child.url, "POST", "/test/clock", body)).status).toBe(204);
  const after = await call(child.url, "GET", "/healthz");
  const moved = Number(after.headers.get("x-time")) - Number(before.headers.get("x-time"));
  expect(moved).toBeGreaterThanOrEqual(3_600_000);
  const wrong = new TextEncoder().encode('{"advance": 1, "back": 2}');
  expect((await call(child.url, "POST", "/test/clock", wrong)).status).toBe(400);
});

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8);

test(`[Y9] kill -9 under load, ${ROUNDS} rounds: nothing that was acknowledged is lost`, {
  timeout: 600_000,
}, async () => {
  const data = join(folder(), "data");
  mkdirSync(data);
  let child = await startChild(["--port", "0", "--data", data]);
  cleanups.push(() => child.kill());
  const secret = (await setupSecret(child)) as string;
  const town = await foundTown({ url: child.url, secret, nowMs: Date.now });
  const port = new URL(child.url).port;
  const kept: Kept = { receipts: new Map(), statements: new Set() };
  for (let round = 0; round < ROUNDS; round++) {
    const news: Kept = { receipts: new Map(), statements: new Set() };
    await loadUntilKilled(town, child, news, round);
    expect((await auditFile(join(data, "ledger.sqlite"))).faults).toEqual([]);
    child = await startChild(["--port", port, "--data", data]);
    await expectKept(town, news);
    for (const [entry, receipt] of news.receipts) kept.receipts.set(entry, receipt);
    for (const id of news.statements) kept.statements.add(id);
  }
  await expectKept(town, kept);
  expect(kept.receipts.size).toBeGreaterThan(ROUNDS * 20);
  expect(kept.statements.size).toBeGreaterThan(ROUNDS);
  expect(await child.stop()).toBe(0);
});

/** What the relay acknowledged: receipts by the entry's bytes, ids of receipted statements. */
interface Kept {
  readonly receipts: Map<Uint8Array, Uint8Array>;
  readonly statements: Set<string>;
}

const monthNow = (): string => new Date(Date.now() + 480 * 60_000).toISOString().slice(0, 7);

/** Four hands write entries and one writes needs until so many are acknowledged; then the relay is killed. */
async function loadUntilKilled(town: Town, child: Child, kept: Kept, round: number): Promise<void> {
  const enough = 25 + round * 3;
  const phone = await openPhone(town, town.operator, boardName(town, "3", monthNow()));
  let isOver = false;
  const hands = [0, 1, 2, 3].map(async (hand) => {
    for (let n = 0; !isOver; n++) {
      const entry = await town.operator.entry("invite", {
        codeHash: Uint8Array.of(round, hand, n >> 8, n, 1, 2, 3, 4),
        building: "3",
        uses: 1,
        expires: (town.now() + 86_400) as Moment,
      });
      const told: Told | null = await town.post(entry.bytes).catch(() => null);
      if (told?.ok) kept.receipts.set(entry.bytes, told.bytes);
    }
  });
  const writer = sayNeeds(town, phone, kept, () => isOver, round);
  while (kept.receipts.size < enough || kept.statements.size < 3)
    await new Promise((resolve) => setImmediate(resolve));
  await child.kill();
  isOver = true;
  phone.close();
  await Promise.all([...hands, writer]);
}

async function sayNeeds(
  town: Town,
  phone: Phone,
  kept: Kept,
  isOver: () => boolean,
  round: number,
): Promise<void> {
  const board = boardName(town, "3", monthNow());
  for (let n = 0; !isOver(); n++) {
    const said = await sayIn(town, town.operator, board, need(town, town.operator, `${round} ${n}`));
    if (phone.socket.readyState > phone.socket.OPEN) return;
    phone.send(encodeUpdateMessage(updateOf(town.community, said)));
    const receipt = await phone.next("receipt").catch(() => null);
    for (const id of receipt?.ids ?? []) kept.statements.add(Buffer.from(id).toString("base64url"));
  }
}

async function expectKept(town: Town, kept: Kept): Promise<void> {
  for (const [entry, receipt] of kept.receipts) {
    const answer = await call(town.url, "POST", `/c/${town.community}/entries`, entry);
    expect(answer.bytes).toEqual(receipt);
  }
  const phone = await openPhone(town, town.operator, boardName(town, "3", monthNow()));
  phone.send(encodeSyncStep1(Uint8Array.of(0)));
  const held = new Set<string>();
  const collect = (update: Uint8Array): void => {
    const slots = parseUpdate(update);
    if (slots.ok) for (const { key } of slots.value) held.add(key);
  };
  collect((await phone.next("sync_step_2")).update);
  while (phone.peek("update")) collect((await phone.next("update")).update);
  phone.close();
  for (const id of kept.statements) expect(held.has(id)).toBe(true);
}

/** The link is printed after the address. */
async function setupSecret(child: Child): Promise<string | null> {
  while (child.secret === null) await new Promise((resolve) => setImmediate(resolve));
  return child.secret;
}

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test, vi } from "vitest";
import { auditFile } from "../../relay/audit_file.ts";
import { auditUrl } from "../../relay/audit_url.ts";
import type { Journal } from "../../relay/journal.ts";
import { createMemoryJournal } from "../../relay/journal_memory.ts";
import { encodeSyncStep1, encodeUpdateMessage } from "../../src/board/sync.ts";
import type { Moment } from "../../src/domain/units.ts";
import { boardName, need, openPhone, sayIn, updateOf } from "./board_words.ts";
import { createTestClock, type Started, startRelay, temporaryFolder } from "./start.ts";
import { call, foundTown, must, type Person, type Town } from "./town.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function folder(): string {
  const made = temporaryFolder();
  cleanups.push(made.remove);
  return made.path;
}

async function start(data: string, clock = createTestClock()): Promise<Started> {
  const started = await startRelay({ data }, clock);
  cleanups.push(() => started.close());
  return started;
}

async function townIn(started: Started): Promise<Town> {
  const secret = started.relay.setupSecret() as string;
  return foundTown({ url: started.url, secret, nowMs: () => started.clock.ms });
}

const invite = (town: Town, number: number) =>
  town.operator.entry("invite", {
    codeHash: Uint8Array.of(number >> 8, number, 0, 0, 0, 0, 0, 9),
    building: "3",
    uses: 1,
    expires: (town.now() + 86_400) as Moment,
  });

/** A town with some history, closed again. */
async function pastTown(): Promise<{
  readonly data: string;
  readonly town: Town;
  readonly started: Started;
}> {
  const data = folder();
  const started = await start(data);
  const town = await townIn(started);
  await town.neighbour("李姐");
  await started.close();
  return { data, town, started };
}

const ledgerFile = (data: string): string => join(data, "ledger.sqlite");

test("[Y5] a restart folds the journal again: the same receipts, statements and account", async () => {
  const data = folder();
  const first = await start(data);
  const town = await townIn(first);
  const 李姐: Person = await town.neighbour("李姐");
  const said = await invite(town, 1);
  const told = must(await town.post(said.bytes));
  const board = boardName(town);
  const phone = await openPhone(town, 李姐, board);
  const statement = await sayIn(town, 李姐, board, need(town, 李姐, "明天还在"));
  phone.send(encodeUpdateMessage(updateOf(town.community, statement)));
  await phone.next("receipt");
  phone.close();
  await first.close();

  const second = await start(data, first.clock);
  const again = { ...town, url: second.url };
  const answer = await call(again.url, "POST", `/c/${town.community}/entries`, said.bytes);
  expect(answer.bytes).toEqual(told.bytes);
  const reader = await openPhone(again, 李姐, board);
  reader.send(encodeSyncStep1(Uint8Array.of(0)));
  expect((await reader.next("sync_step_2")).update).toEqual(updateOf(town.community, statement));
  reader.close();
  expect(second.relay.setupSecret()).toBeNull();
});

test("[Y6] a ledger that lost its newest leaves opens read-only and never signs again", async () => {
  const { data, town, started } = await pastTown();
  const database = new DatabaseSync(ledgerFile(data));
  database.exec("DELETE FROM line WHERE seq = (SELECT max(seq) FROM line)");
  database.exec("DELETE FROM group_end WHERE size = (SELECT max(size) FROM group_end)");
  database.close();
  const again = await start(data, started.clock);
  const status = again.relay.house.community?.clerk.status;
  expect(status).toMatchObject({ state: "read_only" });
  const { bytes } = await invite(town, 1);
  const refused = await call(again.url, "POST", `/c/${town.community}/entries`, bytes);
  expect(refused.problem).toMatchObject({ code: "read_only", transient: true });
  expect(refused.headers.get("retry-after")).not.toBeNull();
  expect((await call(again.url, "GET", `/c/${town.community}/public`)).status).toBe(200);
});

test("[Y6] an older copy of the whole ledger is found out by the checkpoint beside the keys", async () => {
  const data = folder();
  const first = await start(data);
  const town = await townIn(first);
  await first.close();
  const old = readFileSync(ledgerFile(data));
  const second = await start(data, first.clock);
  const again = { ...town, url: second.url };
  const { bytes } = await invite(town, 1);
  expect((await call(again.url, "POST", `/c/${town.community}/entries`, bytes)).status).toBe(200);
  await second.close();
  writeFileSync(ledgerFile(data), old);
  const third = await start(data, first.clock);
  expect(third.relay.house.community?.clerk.status).toMatchObject({
    state: "read_only",
    why: expect.stringContaining("were signed for"),
  });
});

test("[Y53] a data folder is served by one relay at a time", async () => {
  const data = folder();
  const first = await start(data);
  await expect(startRelay({ data })).rejects.toThrow("another relay is using");
  await first.close();
  await start(data);
});

test("[Y7] when the boards' disk fails no statement is receipted, and phones are told to come back", async () => {
  const data = folder();
  const onStop = vi.fn();
  const started = await startRelay({ data, onStop });
  cleanups.push(() => started.close());
  const town = await townIn(started);
  const other = new DatabaseSync(join(data, "boards.sqlite"));
  other.exec("CREATE TRIGGER full BEFORE INSERT ON statement BEGIN SELECT raise(ABORT, 'disk full'); END");
  other.close();
  const phone = await openPhone(town, town.operator, boardName(town));
  const said = await sayIn(town, town.operator, boardName(town), need(town, town.operator, "写不下"));
  phone.send(encodeUpdateMessage(updateOf(town.community, said)));
  expect(await phone.closed).toBe(4503);
  expect(phone.peek("receipt")).toBe(false);
  expect(onStop).toHaveBeenCalledOnce();
});

test("[Y7] when the journal fails the clerk stops: no receipt leaves, and nothing is tried again", async () => {
  const memory = createMemoryJournal();
  let isBroken = false;
  const append = vi.fn<Journal["append"]>((expected, lines) => {
    if (isBroken) throw new Error("EIO: fsync");
    return memory.append(expected, lines);
  });
  const onStop = vi.fn();
  const journal: Journal = Object.create(memory, {
    append: { value: append },
    size: { get: () => memory.size },
  });
  const started = await startRelay({ journal, onStop });
  cleanups.push(() => started.close());
  const town = await townIn(started);
  isBroken = true;
  const calls = append.mock.calls.length;
  const [a, b] = [await invite(town, 1), await invite(town, 2)];
  expect(await town.post(a.bytes)).toMatchObject({ ok: false, code: "read_only" });
  isBroken = false;
  expect(await town.post(b.bytes)).toMatchObject({ ok: false, code: "read_only" });
  expect(append.mock.calls.length).toBe(calls + 1);
  expect(onStop).toHaveBeenCalledOnce();
  expect((await call(town.url, "GET", "/healthz")).status).toBe(503);
});

test("[Y8] the audit agrees with an honest ledger, while it is in use and after", async () => {
  const data = folder();
  const started = await start(data);
  const town = await townIn(started);
  await town.neighbour("李姐");
  const audited = await auditFile(ledgerFile(data));
  expect(audited.faults).toEqual([]);
  expect(audited.lines.join("\n")).toContain(town.name);
  expect((await auditUrl(`${town.url}/c/${town.community}`)).faults).toEqual([]);
});

test("[Y8] the audit from outside trusts nobody: another log key, community or root is found out", async () => {
  const started = await start(folder());
  const town = await townIn(started);
  const honest = `${town.url}/c/${town.community}`;
  expect((await auditUrl(honest)).faults).toEqual([]);
  const other = await start(folder());
  const secret = other.relay.setupSecret() as string;
  const stranger = await foundTown({
    url: other.url,
    secret,
    salt: "other",
    nowMs: () => other.clock.ms,
  });
  const theirs = `${other.url}/c/${stranger.community}`;
  const real = globalThis.fetch;
  /** A relay that answers these questions with what another one says. */
  const lie = (paths: RegExp) =>
    vi.spyOn(globalThis, "fetch").mockImplementation((url) => {
      const asked = String(url);
      return real(paths.test(asked) ? asked.replace(honest, theirs) : asked);
    });
  for (const paths of [/\/founding$/, /\/relay-keys$/, /\/log\//, /\/log\/checkpoint$/, /\/log\/proof/]) {
    const lying = lie(paths);
    expect((await auditUrl(honest)).faults, String(paths)).not.toEqual([]);
    lying.mockRestore();
  }
});

test("[Y8] the audit finds each flipped byte of a leaf", async () => {
  const { data } = await pastTown();
  const copy = join(folder(), "copy");
  mkdirSync(join(copy, "keys"), { recursive: true });
  for (const name of ["checkpoint-a.txt", "checkpoint-b.txt"])
    copyFileSync(join(data, "keys", name), join(copy, "keys", name));
  copyFileSync(ledgerFile(data), ledgerFile(copy));
  const database = new DatabaseSync(ledgerFile(copy));
  const rows = database.prepare("SELECT seq, leaf FROM line").all() as { seq: number; leaf: Uint8Array }[];
  const put = database.prepare("UPDATE line SET leaf = ? WHERE seq = ?");
  for (const { seq, leaf } of rows) {
    for (let at = seq % 7; at < leaf.length; at += 61) {
      const flipped = new Uint8Array(leaf);
      flipped[at] = (flipped[at] as number) ^ 1;
      put.run(flipped, seq);
      const { faults } = await auditFile(ledgerFile(copy));
      expect(faults.length, `leaf ${seq}, byte ${at}`).toBeGreaterThan(0);
    }
    put.run(leaf, seq);
  }
  database.close();
  expect((await auditFile(ledgerFile(copy))).faults).toEqual([]);
});

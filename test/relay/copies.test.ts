import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { auditFile } from "../../relay/audit_file.ts";
import { checkCopy, putBack, type Since, takeCopy } from "../../relay/copies.ts";
import { encodeUpdateMessage } from "../../src/board/sync.ts";
import type { Moment } from "../../src/domain/units.ts";
import { boardName, need, openPhone, sayIn, updateOf } from "./board_words.ts";
import { createTestClock, type Started, startRelay, temporaryFolder } from "./start.ts";
import { call, foundTown, must, type Town } from "./town.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const UNKNOWN: Since = { newest: null, isNothing: false, isForReading: false };
const NOW_MS = Date.UTC(2026, 2, 2, 3);

interface Place {
  readonly data: string;
  readonly backup: string;
  readonly other: string;
  readonly started: Started;
  readonly town: Town;
}

/** A running relay with a neighbour and a need, and empty places for copies. */
async function place(salt = ""): Promise<Place> {
  const folder = temporaryFolder();
  cleanups.push(folder.remove);
  const data = join(folder.path, "data");
  const started = await startRelay({ data }, createTestClock());
  cleanups.push(() => started.close());
  const secret = started.relay.setupSecret() as string;
  const town = await foundTown({ url: started.url, secret, salt, nowMs: () => started.clock.ms });
  const neighbour = await town.neighbour("李姐");
  const phone = await openPhone(town, neighbour, boardName(town));
  const said = await sayIn(town, neighbour, boardName(town), need(town, neighbour, "代买酱油"));
  phone.send(encodeUpdateMessage(updateOf(town.community, said)));
  await phone.next("receipt");
  phone.close();
  return { data, backup: join(folder.path, "backup"), other: join(folder.path, "other"), started, town };
}

async function invite(town: Town, number: number): Promise<void> {
  const { bytes } = await town.operator.entry("invite", {
    codeHash: Uint8Array.of(number, 0, 0, 0, 0, 0, 0, 9),
    building: "3",
    uses: 1,
    expires: (town.now() + 86_400) as Moment,
  });
  must(await town.post(bytes));
}

async function statusOf(data: string, clock: Started["clock"]): Promise<unknown> {
  const again = await startRelay({ data }, clock);
  const status = again.relay.house.community?.clerk.status;
  await again.close();
  return status;
}

test("[Y60] a running relay is copied whole, while it is being written", async () => {
  const { data, backup, town } = await place();
  let isOver = false;
  const writing = (async () => {
    for (let n = 1; !isOver; n++) await invite(town, n);
  })();
  const taken = await takeCopy(data, backup, NOW_MS);
  isOver = true;
  await writing;
  expect(taken).toMatchObject({ ok: true, value: { community: town.community, statements: 1 } });
  expect((await auditFile(join(backup, "ledger.sqlite"))).faults).toEqual([]);
  expect(await checkCopy(backup)).toEqual(taken);
  expect(readdirSync(backup).sort()).toEqual(["backup.json", "boards.sqlite", "keys", "ledger.sqlite"]);
});

test("[Y61] a newer backup takes the place of an older one, and never the other way round", async () => {
  const { data, backup, started, town } = await place();
  await takeCopy(data, backup, NOW_MS);
  await invite(town, 1);
  const second = await takeCopy(data, backup, NOW_MS + 1000);
  expect(second.ok).toBe(true);
  await started.close();
  const older = `${data}-older`;
  cpSync(data, older, { recursive: true });
  const longer = await startRelay({ data }, started.clock);
  await invite({ ...town, url: longer.url, post: (bytes) => postTo(longer.url, town, bytes) }, 2);
  await longer.close();
  const third = await takeCopy(data, backup, NOW_MS + 2000);
  expect(third.ok).toBe(true);
  expect(await takeCopy(older, backup, NOW_MS + 3000)).toMatchObject({
    ok: false,
    error: expect.stringContaining("older"),
  });
  expect(await checkCopy(backup)).toEqual(third);
});

const postTo = async (url: string, town: Town, bytes: Uint8Array) => {
  const answer = await call(url, "POST", `/c/${town.community}/entries`, bytes);
  return { ok: answer.status === 200, bytes: answer.bytes } as Awaited<ReturnType<Town["post"]>>;
};

test("[Y61] a folder with anything else in it, or another community's backup, is left alone", async () => {
  const [one, two] = [await place(), await place("other")];
  mkdirSync(one.backup);
  writeFileSync(join(one.backup, "letter.txt"), "dear");
  expect(await takeCopy(one.data, one.backup, NOW_MS)).toMatchObject({ ok: false });
  expect(readdirSync(one.backup)).toEqual(["letter.txt"]);
  await takeCopy(two.data, two.backup, NOW_MS);
  expect(await takeCopy(one.data, two.backup, NOW_MS)).toMatchObject({
    ok: false,
    error: expect.stringContaining("another community"),
  });
  expect(await takeCopy(one.other, one.other, NOW_MS)).toMatchObject({ ok: false });
});

test.each(["ledger.sqlite", "boards.sqlite", "keys/log.seed", "keys/checkpoint-a.txt"])(
  "[Y62] one flipped byte in %s of a copy is found, and nothing is restored",
  async (name) => {
    const { data, backup, other } = await place();
    await takeCopy(data, backup, NOW_MS);
    const bytes = readFileSync(join(backup, name));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(join(backup, name), bytes);
    expect(await checkCopy(backup)).toMatchObject({ ok: false, error: expect.stringContaining("spoilt") });
    expect(await putBack(backup, other, { ...UNKNOWN, isNothing: true }, NOW_MS)).toMatchObject({
      ok: false,
    });
    expect(existsSync(join(other, "ledger.sqlite"))).toBe(false);
  },
);

test("[Y63] the drill: stop, lose the disk, restore on the word that nothing followed, go on", async () => {
  const { data, backup, other, started, town } = await place();
  await started.close();
  await takeCopy(data, backup, NOW_MS);
  const done = await putBack(backup, other, { ...UNKNOWN, isNothing: true }, NOW_MS);
  expect(done).toMatchObject({ ok: true, value: { readOnly: null, aside: null } });
  const again = await startRelay({ data: other }, started.clock);
  const moved = { ...town, url: again.url, post: (bytes: Uint8Array) => postTo(again.url, town, bytes) };
  await invite(moved, 1);
  await again.close();
  expect((await auditFile(join(other, "ledger.sqlite"))).faults).toEqual([]);
});

test("[Y64] without a word about what followed, the restored relay only reads, and says why", async () => {
  const { data, backup, other, started } = await place();
  await takeCopy(data, backup, NOW_MS);
  const done = await putBack(backup, other, UNKNOWN, NOW_MS);
  expect(done).toMatchObject({ ok: true, value: { readOnly: expect.stringContaining("--newest") } });
  await started.close();
  expect(await statusOf(other, started.clock)).toMatchObject({ state: "read_only" });
});

test("[Y64] a checkpoint that a phone has kept opens the ledger, or proves that it would fork", async () => {
  const { data, backup, other, started, town } = await place();
  await takeCopy(data, backup, NOW_MS);
  const note = async (): Promise<string> =>
    new TextDecoder().decode((await call(town.url, "GET", `/c/${town.community}/log/checkpoint`)).bytes);
  const covered = await note();
  await invite(town, 1);
  const newer = await note();
  expect(newer).not.toBe(covered);
  await started.close();
  expect(await putBack(backup, other, { ...UNKNOWN, newest: newer }, NOW_MS)).toMatchObject({
    ok: false,
    error: expect.stringContaining("fork"),
  });
  expect(await putBack(backup, other, { ...UNKNOWN, newest: "nonsense" }, NOW_MS)).toMatchObject({
    ok: false,
  });
  expect(await putBack(backup, other, { ...UNKNOWN, newest: covered }, NOW_MS)).toMatchObject({
    ok: true,
    value: { readOnly: null },
  });
  expect(await statusOf(other, started.clock)).toEqual({ state: "open" });
});

test("[Y64] beside its own keys a copy that lacks signed leaves is refused, or only read", async () => {
  const { data, backup, started, town } = await place();
  await takeCopy(data, backup, NOW_MS);
  await invite(town, 1);
  await started.close();
  expect(await putBack(backup, data, { ...UNKNOWN, isNothing: true }, NOW_MS)).toMatchObject({
    ok: false,
    error: expect.stringContaining("were signed for"),
  });
  const done = await putBack(backup, data, { ...UNKNOWN, isForReading: true }, NOW_MS);
  expect(done).toMatchObject({ ok: true, value: { aside: expect.stringContaining("before") } });
  expect(await statusOf(data, started.clock)).toMatchObject({ state: "read_only" });
  if (done.ok) expect(existsSync(join(done.value.aside as string, "ledger.sqlite"))).toBe(true);
});

test("[Y65] the folder of a running relay, or of another relay, is not restored over", async () => {
  const [one, two] = [await place(), await place("other")];
  await takeCopy(one.data, one.backup, NOW_MS);
  await expect(putBack(one.backup, one.data, UNKNOWN, NOW_MS)).rejects.toThrow("another relay is using");
  await two.started.close();
  expect(await putBack(one.backup, two.data, { ...UNKNOWN, isNothing: true }, NOW_MS)).toMatchObject({
    ok: false,
    error: expect.stringContaining("another relay"),
  });
  expect(await statusOf(two.data, two.started.clock)).toEqual({ state: "open" });
});

const run = promisify(execFile);
const program = (name: string): string => fileURLToPath(new URL(`../../relay/${name}.ts`, import.meta.url));

test("[Y60] [Y63] the two programs: a backup beside a running relay, and its drill", async () => {
  const { data, backup, other } = await place();
  const taken = await run(process.execPath, [program("backup"), backup, "--data", data]);
  expect(taken.stdout).toMatch(
    /^backup in .*: community [a-z2-7]{26}, \d+ leaves, 1 statements; it passed the audit\n$/,
  );
  const back = await run(process.execPath, [program("restore"), backup, "--data", other, "--read-only"]);
  expect(back.stdout).toContain("the relay will only read: restored from a backup of");
  expect((await auditFile(join(other, "ledger.sqlite"))).faults).toEqual([]);
});

test.each([
  ["backup", [], 2, "name one folder"],
  ["backup", ["a", "b"], 2, "name one folder"],
  ["backup", ["/nowhere/b", "--data", "/nowhere/d"], 1, "there is no ledger in /nowhere/d"],
  ["restore", ["/nowhere/b", "--data", "/nowhere/d"], 1, "there is no backup in /nowhere/b"],
  ["restore", ["/nowhere/b", "--newest", "/nowhere/c"], 2, "there is no file /nowhere/c"],
  ["restore", ["/nowhere/b", "--bogus"], 2, "--bogus"],
] as const)("[Y60] %s %j ends with %i and says why", async (name, args, code, why) => {
  const ended = await run(process.execPath, [program(name), ...args]).catch((error: unknown) => error);
  expect(ended).toMatchObject({ code, stderr: expect.stringContaining(why) });
});

/**
 * Copies of a data folder (docs/spec/relay.md, Y60…): taken while the relay runs, checked before they count, put
 * back without ever letting one key sign two histories (ledger.md, "Durability").
 */
import * as nodeCrypto from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { bytesToHex } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";
import { err, ok, type Result } from "../crypto/result.ts";
import { verifyWithNodePool } from "../crypto/verify.ts";
import { auditFile, replayForReading } from "./audit_file.ts";
import { RESTORED_FILE } from "./data.ts";
import { readNewest } from "./newest.ts";
import { compareWithNewest } from "./replay.ts";
import { lockFolder } from "./sqlite.ts";

/** `backup.json` of a copy: what it holds, so that a spoilt or older copy is found out. */
export interface CopyLabel {
  readonly format: typeof FORMAT;
  readonly community: string;
  readonly leaves: number;
  /** Rows of `boards.sqlite`. */
  readonly statements: number;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** SHA-256 in hex, by path within the folder. */
  readonly files: Readonly<Record<string, string>>;
}

const FORMAT = "yizhan-backup/1";
const LABEL_FILE = "backup.json";
const LEDGER = "ledger.sqlite";
const BOARDS = "boards.sqlite";
const DATABASES = [LEDGER, BOARDS] as const;

/** Copies a data folder that may be in use (Y60, Y61). An error is one sentence for the person at the terminal. */
export async function takeCopy(
  data: string,
  into: string,
  nowMs: number,
): Promise<Result<CopyLabel, string>> {
  if (!existsSync(join(data, LEDGER))) return err(`there is no ledger in ${data}`);
  const before = existsSync(into) && readdirSync(into).length > 0 ? readLabel(into) : null;
  if (before !== null && !before.ok)
    return err(`${into} is not empty and holds no backup: choose another folder`);
  const part = `${into}.part-${nowMs}`;
  try {
    mkdirSync(join(part, "keys"), { recursive: true, mode: 0o700 });
    // The checkpoint goes first: a copy may be ahead of it, never behind it.
    for (const name of readdirSync(join(data, "keys")))
      if (name !== "setup.json") copyDurably(join(data, "keys", name), join(part, "keys", name));
    for (const name of DATABASES) copyDatabase(join(data, name), join(part, name));
    const label = await labelOf(part, nowMs);
    if (!label.ok) return label;
    if (before?.ok && before.value.community !== label.value.community)
      return err(`${into} holds the backup of another community: choose another folder`);
    if (before?.ok && before.value.leaves > label.value.leaves)
      return err(
        `the backup in ${into} has ${before.value.leaves} leaves, this ledger only ${label.value.leaves}: it is older and was not written over it`,
      );
    writeDurably(join(part, LABEL_FILE), `${JSON.stringify(label.value, null, 2)}\n`);
    exchange(part, into, `${into}.old-${nowMs}`);
    rmSync(`${into}.old-${nowMs}`, { recursive: true, force: true });
    return label;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Whether a copy is whole: its label, every file's sum, and the audit of its ledger (Y62). */
export async function checkCopy(folder: string): Promise<Result<CopyLabel, string>> {
  const label = readLabel(folder);
  if (!label.ok) return label;
  for (const [name, sum] of Object.entries(label.value.files)) {
    const path = join(folder, name);
    if (!existsSync(path)) return err(`${name} is missing in ${folder}`);
    if (sumOf(path) !== sum) return err(`${name} in ${folder} is not what was written: the copy is spoilt`);
  }
  return label;
}

/** What is known of leaves that were signed after the copy. */
export interface Since {
  /** The newest checkpoint that anybody has seen: a signed note. */
  readonly newest: string | null;
  /** The operator's word that nothing was signed after the copy. */
  readonly isNothing: boolean;
  /** Put it in place for reading, whatever was signed since. */
  readonly isForReading: boolean;
}

export interface PutBack {
  readonly label: CopyLabel;
  /** Why the relay will only read; null when it goes on. */
  readonly readOnly: string | null;
  /** Where the folder that was there before lies now. */
  readonly aside: string | null;
}

/** Puts a copy in the place of a data folder that nobody uses (Y63, Y64). What was there is moved aside, never deleted. */
export async function putBack(
  folder: string,
  data: string,
  since: Since,
  nowMs: number,
): Promise<Result<PutBack, string>> {
  const label = await checkCopy(folder);
  if (!label.ok) return label;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = lockFolder(join(data, "relay.lock"));
  const part = `${data}.part-${nowMs}`;
  try {
    mkdirSync(join(part, "keys"), { recursive: true, mode: 0o700 });
    for (const name of Object.keys(label.value.files)) copyDurably(join(folder, name), join(part, name));
    if (existsSync(join(data, LEDGER)) && !isSameSeed(join(part, "keys"), join(data, "keys")))
      return err(`${data} holds the ledger of another relay: name another folder with --data`);
    const readOnly = await whyReadOnly(part, join(data, "keys"), since, label.value);
    if (!readOnly.ok) return readOnly;
    if (readOnly.value !== null) writeDurably(join(part, "keys", RESTORED_FILE), `${readOnly.value}\n`);
    const held = readdirSync(data).filter((name) => !name.startsWith("relay.lock"));
    const aside = `${data}.before-${nowMs}`;
    exchange(part, data, aside);
    if (held.length === 0) rmSync(aside, { recursive: true, force: true });
    return ok({ label: label.value, readOnly: readOnly.value, aside: held.length === 0 ? null : aside });
  } finally {
    lock.release();
    rmSync(part, { recursive: true, force: true });
  }
}

/**
 * A ledger that lost leaves which its key has signed must never sign again (Y6): phones hold them, and a second
 * history under one key is what they are made to refuse.
 */
async function whyReadOnly(
  copy: string,
  keysHere: string,
  since: Since,
  label: CopyLabel,
): Promise<Result<string | null, string>> {
  const verify = verifyWithNodePool(nodeCrypto);
  const replayed = await replayForReading(join(copy, LEDGER), () => true);
  if (replayed === null || replayed.fault !== null) return err("the ledger of the copy cannot be folded");
  const key = replayed.ledger.authority.logKeys.find(({ purpose }) => purpose === "log");
  if (key === undefined) return err("the copy names no log key");
  const differs = async (note: string): Promise<string | null> =>
    compareWithNewest(replayed.log, [note, note], key.publicKey, verify);
  const isSameRelay = isSameSeed(join(copy, "keys"), keysHere);
  for (const note of isSameRelay ? readNewest(keysHere) : []) {
    const lost = await differs(note);
    if (lost === null) continue;
    if (!since.isForReading)
      return err(
        `${lost}. Starting from this copy would fork the log. To look into it only, add --read-only`,
      );
    return ok(`restored from a backup of ${label.takenAt} for reading only: ${lost}`);
  }
  if (since.isForReading) return ok(`restored from a backup of ${label.takenAt} for reading only`);
  if (since.newest !== null) {
    const lost = await differs(since.newest);
    return lost === null ? ok(null) : err(`${lost}. Starting from this copy would fork the log`);
  }
  if (since.isNothing || (isSameRelay && readNewest(keysHere).length > 0)) return ok(null);
  return ok(
    `restored from a backup of ${label.takenAt}; nobody has said what was signed after it. Restore again with --newest <a checkpoint that a phone has kept>, or with --nothing-since if the relay was stopped before the backup and never started again`,
  );
}

/** Whether two folders hold the log key of one relay. */
function isSameSeed(a: string, b: string): boolean {
  const [one, other] = [join(a, "log.seed"), join(b, "log.seed")];
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}

/** The label of a folder that has just been copied, once it has passed the audit. */
async function labelOf(folder: string, nowMs: number): Promise<Result<CopyLabel, string>> {
  for (const name of DATABASES) {
    const fault = integrityFault(join(folder, name));
    if (fault !== null) return err(`the copy of ${name} is not sound: ${fault}`);
  }
  const { faults, community, leaves } = await auditFile(join(folder, LEDGER));
  if (community === null) return err("nobody has founded a community here yet");
  if (faults.length > 0) return err(`the copy does not pass the audit: ${faults.join("; ")}`);
  const names = [...readdirSync(join(folder, "keys")).map((name) => `keys/${name}`), ...DATABASES];
  return ok({
    format: FORMAT,
    community,
    leaves,
    statements: countStatements(join(folder, BOARDS)),
    takenAt: new Date(nowMs).toISOString(),
    files: Object.fromEntries(names.map((name) => [name, sumOf(join(folder, name))])),
  });
}

function readLabel(folder: string): Result<CopyLabel, string> {
  const path = join(folder, LABEL_FILE);
  if (!existsSync(path)) return err(`there is no backup in ${folder}`);
  try {
    const label: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isLabel(label)) return ok(label);
  } catch {
    // Said below: it is not a label.
  }
  return err(`${path} is not the label of a backup`);
}

const isLabel = (value: unknown): value is CopyLabel =>
  typeof value === "object" &&
  value !== null &&
  "format" in value &&
  value.format === FORMAT &&
  "community" in value &&
  typeof value.community === "string" &&
  "leaves" in value &&
  typeof value.leaves === "number" &&
  "takenAt" in value &&
  typeof value.takenAt === "string" &&
  "files" in value &&
  typeof value.files === "object" &&
  value.files !== null &&
  [...DATABASES, "keys/log.seed", "keys/issuer.seed"].every((name) => name in (value.files as object)) &&
  Object.entries(value.files).every(
    ([name, sum]) => /^[a-z.-]+(\/[a-z.-]+)?$/.test(name) && !name.includes("..") && typeof sum === "string",
  );

/** One read transaction of SQLite: whole and consistent, and writers go on meanwhile. */
function copyDatabase(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.exec("PRAGMA busy_timeout = 5000");
    source.prepare("VACUUM INTO ?").run(to);
  } finally {
    source.close();
  }
  syncFile(to);
}

function integrityFault(path: string): string | null {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const { integrity_check: answer } = database.prepare("PRAGMA integrity_check").get() as {
      integrity_check: string;
    };
    return answer === "ok" ? null : answer;
  } finally {
    database.close();
  }
}

function countStatements(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return (database.prepare("SELECT count(*) AS n FROM statement").get() as { n: number }).n;
  } finally {
    database.close();
  }
}

const sumOf = (path: string): string => bytesToHex(sha256(new Uint8Array(readFileSync(path))));

function copyDurably(from: string, to: string): void {
  copyFileSync(from, to);
  syncFile(to);
}

function writeDurably(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  syncFile(path);
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** `fresh` takes the place of `place`, what was there goes to `aside`; at no moment is there half of one. */
function exchange(fresh: string, place: string, aside: string): void {
  if (existsSync(place)) renameSync(place, aside);
  renameSync(fresh, place);
  const folder = openSync(dirname(place), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

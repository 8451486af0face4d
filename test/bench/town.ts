/** A relay process of its own for measuring: founded through the setup link, with members who have points. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { encodeCbor } from "../../crypto/cbor.ts";
import { sha256 } from "../../crypto/hash.ts";
import { nodeSigner } from "../../relay/keys.ts";
import type { BodyOf } from "../../src/domain/entry.ts";
import { bytesToId, type Id, type Moment } from "../../src/domain/units.ts";
import { foundTown, type Person, type Town } from "../relay/town.ts";

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

export interface BenchTown extends Running {
  readonly town: Town;
  readonly members: readonly Person[];
  /** The data folder. */
  readonly data: string;
}

export async function startTown(memberCount: number): Promise<BenchTown> {
  const data = mkdtempSync(join(tmpdir(), "yizhan-bench-"));
  const relay = spawnRelay(data);
  const { url, secret } = await readLinks(relay);
  const town = await foundTown({ url, secret, nowMs: () => Date.now(), salt: "bench", signerOf: nodeSigner });
  const members: Person[] = [];
  // A few at a time: a connection that is left alone for long may just be closing when it is used again.
  while (members.length < memberCount) {
    const names = Array.from({ length: Math.min(8, memberCount - members.length) }, (_, place) => place);
    const together = names.map((place) => town.neighbour(`邻居${members.length + place}`));
    members.push(...(await Promise.all(together)));
  }
  return {
    url,
    town,
    members,
    data,
    process: relay,
    stop: async () => {
      await end(relay);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** `NODE_FLAGS="--cpu-prof --cpu-prof-dir=…"` shows where its time goes. */
export const spawnRelay = (data: string): ChildProcess =>
  spawn(
    process.execPath,
    [...flags(), "relay/main.ts", "--data", data, "--port", "0", "--log-level", "silent"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );

const flags = (): readonly string[] =>
  (process.env.NODE_FLAGS ?? "").split(" ").filter((flag) => flag !== "");

/** Starts a program that prints `ready <address>`. */
export async function startProgram(path: string, ...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  return { url: await readReady(child), process: child, stop: () => end(child) };
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** The address of the first line. */
export async function readReady(child: ChildProcess): Promise<string> {
  for await (const line of linesOf(child)) {
    const url = /^ready (\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the program ended before it was ready");
}

async function readLinks(relay: ChildProcess): Promise<{ url: string; secret: string }> {
  let url = "";
  for await (const line of linesOf(relay)) {
    url ||= /^ready (\S+)/.exec(line)?.[1] ?? "";
    const secret = /\/setup#(\S+)/.exec(line)?.[1];
    if (secret !== undefined && url !== "") return { url, secret };
  }
  throw new Error("the relay ended before it was ready");
}

async function* linesOf(child: ChildProcess): AsyncIterable<string> {
  if (child.stdout === null) throw new Error("the program has no stdout");
  yield* createInterface({ input: child.stdout });
}

/** Milliseconds of processor time that a process has used, in its own code and in the kernel for it. */
export function cpuMsOf(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  // utime and stime are fields 14 and 15 of proc(5), in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Bytes of memory that a process has in use. */
export function rssOf(child: ChildProcess): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
  return Number(line?.[1]) * 1024;
}

/** Holds and the voids that end them: a member who has points never runs out of either. */
export async function holdsAndVoids(member: Person, pairs: number, salt: string): Promise<Uint8Array[]> {
  const signed: Uint8Array[] = [];
  const now = Math.floor(Date.now() / 1000) as Moment;
  for (let pair = 0; pair < pairs; pair++) {
    const need = bytesToId(
      sha256(new TextEncoder().encode(`${salt}/${member.name}/${pair}`)).slice(0, 16),
    ) as Id;
    const body: BodyOf<"hold"> = {
      type: "errand",
      seconds: 360,
      helper: null,
      from: now,
      to: (now + 3600) as Moment,
      lapses: (now + 86_400) as Moment,
    };
    const hold = await member.entry("hold", body, { refs: [need] });
    signed.push(hold.bytes);
    signed.push((await member.entry("void", { reason: "changed_mind" }, { refs: [need, hold.id] })).bytes);
  }
  return signed;
}

/** As `POST /c/<c>/entries` takes them, `size` at a time. */
export function inBatches(entries: readonly Uint8Array[], size: number): Uint8Array[] {
  const batches: Uint8Array[] = [];
  for (let from = 0; from < entries.length; from += size)
    batches.push(
      new Uint8Array(Buffer.concat(entries.slice(from, from + size).map((entry) => encodeCbor(entry)))),
    );
  return batches;
}

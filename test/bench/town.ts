/** A relay process of its own for measuring: founded through the setup link, with members who have points. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { foundTown, type Person, type Town } from "../relay/town.ts";

export interface BenchTown {
  readonly town: Town;
  readonly members: readonly Person[];
  readonly relay: ChildProcess;
  stop: () => Promise<void>;
}

export async function startTown(memberCount: number): Promise<BenchTown> {
  const data = mkdtempSync(join(tmpdir(), "yizhan-bench-"));
  const relay = spawn(
    "node_modules/.bin/node",
    ["relay/main.ts", "--data", data, "--port", "0", "--log-level", "silent"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const { url, secret } = await readLinks(relay);
  const town = await foundTown({ url, secret, nowMs: () => Date.now(), salt: "bench" });
  const members: Person[] = [];
  for (let member = 0; member < memberCount; member++) members.push(await town.neighbour(`邻居${member}`));
  return {
    town,
    members,
    relay,
    stop: async () => {
      const ended = new Promise((resolve) => relay.once("exit", resolve));
      relay.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function readLinks(relay: ChildProcess): Promise<{ url: string; secret: string }> {
  if (relay.stdout === null) throw new Error("the relay has no stdout");
  let url = "";
  for await (const line of createInterface({ input: relay.stdout })) {
    url ||= /^ready (\S+)/.exec(line)?.[1] ?? "";
    const secret = /\/setup#(\S+)/.exec(line)?.[1];
    if (secret !== undefined && url !== "") {
      relay.stdout.resume();
      return { url, secret };
    }
  }
  throw new Error("the relay ended before it was ready");
}

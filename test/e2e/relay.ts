/**
 * A real relay process for one test: its own port and data folder, a clock that the test moves, stop and start on the
 * same port. The folder lies in the system's temporary folder, which `--test-clock` asks for.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface TestRelay {
  readonly url: string;
  readonly data: string;
  /** The setup link that was printed at the first start. */
  readonly setupLink: string;
  /** More options than before, for this start and those after it: another app, another age. */
  start: (...more: readonly string[]) => Promise<void>;
  /** Ends the process: SIGTERM drains, SIGKILL does not. */
  stop: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
  /** Moves the relay's clock. */
  pass: (seconds: number) => Promise<void>;
  /** The board store is lost; the ledger and the keys stay. */
  loseBoards: () => void;
  remove: () => Promise<void>;
}

export async function createTestRelay(): Promise<TestRelay> {
  const data = mkdtempSync(join(tmpdir(), "yizhan-e2e-"));
  const port = await freePort();
  let running: ChildProcess | null = null;
  let setupLink = "";
  let passed = 0;
  let more: readonly string[] = [];
  const advance = async (seconds: number): Promise<void> => {
    const answer = await fetch(`http://localhost:${port}/test/clock`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ advance: seconds }),
    });
    if (!answer.ok) throw new Error(`the test clock answered ${answer.status}`);
  };
  const relay = {
    url: `http://localhost:${port}`,
    data,
    get setupLink() {
      return setupLink;
    },
    async start(...others: readonly string[]) {
      if (others.length > 0) more = others;
      const args = [
        "relay/main.ts",
        "--data",
        data,
        "--port",
        `${port}`,
        "--host",
        "localhost",
        "--log-level",
        "error",
        "--test-clock",
        ...more,
      ];
      const child = spawn("node_modules/.bin/node", args, { stdio: ["ignore", "pipe", "inherit"] });
      running = child;
      const link = await readyLink(child, setupLink === "");
      setupLink ||= link;
      // A clock of this test never goes back, also not over a restart.
      if (passed > 0) await advance(passed);
    },
    async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM") {
      const child = running;
      running = null;
      if (child === null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill(signal);
      await ended;
    },
    async pass(seconds: number) {
      passed += seconds;
      await advance(seconds);
    },
    loseBoards() {
      for (const end of ["", "-wal", "-shm"]) rmSync(join(data, `boards.sqlite${end}`), { force: true });
    },
    async remove() {
      await relay.stop("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    },
  };
  await relay.start();
  return relay;
}

/** Reads until the relay is ready; the setup link comes right after, where there is one. */
async function readyLink(child: ChildProcess, isFirst: boolean): Promise<string> {
  if (child.stdout === null) throw new Error("the relay has no stdout");
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const link = /http:\S+\/setup#\S+/.exec(line)?.[0];
    if (link === undefined && (isFirst || !line.startsWith("ready "))) continue;
    child.stdout.resume();
    return link ?? "";
  }
  throw new Error("the relay ended before it was ready");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

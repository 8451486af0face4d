/** The relay as its own process, for what only a process can do: be killed, get a signal, print. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly url: string;
  /** The setup secret that it printed; null when it printed none. */
  readonly secret: string | null;
  readonly output: () => string;
  /** SIGKILL, and wait for the end. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

const MAIN = fileURLToPath(new URL("../../relay/main.ts", import.meta.url));

export function spawnRelay(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts it and waits until it is ready. */
export async function startChild(args: readonly string[]): Promise<Child> {
  const child = spawnRelay(["--log-level", "error", ...args]);
  const exited = once(child, "exit");
  let output = "";
  const ready = new Promise<string>((resolve, reject) => {
    function look(chunk: Buffer): void {
      output += chunk.toString();
      const url = /^ready (\S+)\n/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    }
    child.stdout?.on("data", look);
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    void exited.then(() => reject(new Error(`the relay ended: ${output}`)));
  });
  const url = await ready;
  return {
    url,
    get secret() {
      return /\/setup#(\S+)/.exec(output)?.[1] ?? null;
    },
    output: () => output,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      child.kill("SIGTERM");
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** Runs it to its end. */
export async function runChild(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawnRelay(args);
  let output = "";
  const add = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, output };
}

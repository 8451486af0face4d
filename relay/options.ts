/**
 * What the relay is told when it starts: flags, or `YIZHAN_*` in the environment (`--log-level` is
 * `YIZHAN_LOG_LEVEL`); a flag wins. Anything unknown or out of bounds is one clear sentence and exit code 2.
 */
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../crypto/result.ts";
import { CLIENT_VERSION_MIN, parseClientVersion } from "../src/domain/version.ts";

export interface Options {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** `https://…` without a path; null: phones elsewhere cannot reach this relay. */
  readonly origin: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Print the setup link again. */
  readonly setup: boolean;
  readonly testClock: boolean;
  /** A made-up community with public keys, in `./data-demo`. */
  readonly isDemo: boolean;
  readonly metricsToken: string | null;
  /** Apps of an older generation are asked to renew themselves (src/domain/version.ts). */
  readonly clientMin: number;
  /** The built app. */
  readonly app: string;
}

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

const FLAGS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  store: { type: "string" },
  origin: { type: "string" },
  "log-level": { type: "string" },
  "metrics-token": { type: "string" },
  "client-min": { type: "string" },
  app: { type: "string" },
  demo: { type: "boolean" },
  setup: { type: "boolean" },
  "test-clock": { type: "boolean" },
} as const;

type Flag = keyof typeof FLAGS;
type Environment = Readonly<Record<string, string | undefined>>;

export function readOptions(args: readonly string[], environment: Environment): Result<Options, string> {
  const flags = readFlags(args);
  if (!flags.ok) return flags;
  const unknown = Object.keys(environment).find((name) => name.startsWith(PREFIX) && !NAMES.has(name));
  if (unknown !== undefined) return err(`unknown environment variable ${unknown}`);
  const text = (name: Flag): string | undefined => {
    const flag = flags.value[name];
    return typeof flag === "string" ? flag : environment[environmentName(name)] || undefined;
  };
  const isSet = (name: Flag): boolean =>
    flags.value[name] === true || ["1", "true"].includes(environment[environmentName(name)] ?? "");
  return checkOptions(text, isSet);
}

function checkOptions(
  text: (name: Flag) => string | undefined,
  isSet: (name: Flag) => boolean,
): Result<Options, string> {
  const store = text("store") ?? "sqlite";
  if (/^postgres(ql)?:\/\//.test(store)) return err("--store postgres is not built yet; use --store sqlite");
  if (store !== "sqlite") return err(`--store must be sqlite, not ${store}`);
  const portText = text("port") ?? "8787";
  const port = /^[0-9]{1,5}$/.test(portText) ? Number(portText) : -1;
  if (port < 0 || port > 65_535) return err(`--port must be a number from 0 to 65535, not ${portText}`);
  const origin = text("origin") ?? null;
  if (origin !== null && !/^https?:\/\/[a-z0-9.:[\]-]{1,100}$/.test(origin))
    return err(`--origin must be like https://station.example, without a path, not ${origin}`);
  const logLevel = LOG_LEVELS.find((level) => level === (text("log-level") ?? "info"));
  if (logLevel === undefined) return err(`--log-level must be one of ${LOG_LEVELS.join(", ")}`);
  const isDemo = isSet("demo");
  const data = resolve(text("data") ?? (isDemo ? "data-demo" : "data"));
  const testClock = isSet("test-clock");
  if (testClock && !isInTemporaryFolder(data))
    return err("--test-clock works only with --data inside the system's temporary folder");
  const host = text("host") ?? "127.0.0.1";
  const metricsToken = text("metrics-token") ?? null;
  const clientMin = parseClientVersion(text("client-min") ?? String(CLIENT_VERSION_MIN));
  if (clientMin === null) return err(`--client-min must be a whole number from 1, not ${text("client-min")}`);
  const app = resolve(text("app") ?? fileURLToPath(new URL("../dist", import.meta.url)));
  const setup = isSet("setup");
  return ok({ host, port, data, origin, logLevel, setup, testClock, isDemo, metricsToken, clientMin, app });
}

const PREFIX = "YIZHAN_";
const environmentName = (flag: string): string => `${PREFIX}${flag.toUpperCase().replaceAll("-", "_")}`;
const NAMES: ReadonlySet<string> = new Set(Object.keys(FLAGS).map(environmentName));

function readFlags(
  args: readonly string[],
): Result<Readonly<Partial<Record<Flag, string | boolean>>>, string> {
  try {
    return ok(parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values);
  } catch (error) {
    return err(error instanceof Error ? (error.message.split("\n")[0] as string) : "unknown option");
  }
}

/** Links resolved, so that the folder is really there; it need not exist yet. */
function isInTemporaryFolder(folder: string): boolean {
  const real = (path: string): string => {
    try {
      return realpathSync(path);
    } catch {
      return dirname(path) === path
        ? path
        : resolve(real(dirname(path)), path.slice(dirname(path).length + 1));
    }
  };
  return real(folder).startsWith(real(tmpdir()) + sep);
}

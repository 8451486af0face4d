/**
 * The relay as a program: `node relay/main.ts [--port 8787] [--data ./data] [--origin https://…]`.
 * The only place that reads the clock, randomness, arguments and the environment.
 */
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import encodeQR from "qr";
import { demoLinks, prepareDemo } from "./demo/demo.ts";
import { hashWithNode } from "./hash.ts";
import { DRAIN_MS } from "./limits.ts";
import { type Options, readOptions } from "./options.ts";
import { createRelay, type Relay } from "./relay.ts";

const options = readOptions(process.argv.slice(2), process.env);
if (!options.ok) {
  process.stderr.write(`${options.error}\n`);
  process.exit(2);
}
try {
  await run(options.value);
} catch (error) {
  // A port or a folder in use, a disk that cannot be written: one sentence, no stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function run(options: Options): Promise<void> {
  hashWithNode();
  // Logs go to stderr: the first line of stdout is the address.
  const log = pino({ level: options.logLevel, base: null }, pino.destination({ dest: 2, sync: false }));
  const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
  const demo = options.isDemo
    ? await prepareDemo({ data: options.data, nowMs: Date.now(), random, log })
    : null;
  const relay = await createRelay({
    ...options,
    demo: demo?.page ?? null,
    now: () => Date.now(),
    random,
    log,
    dist: options.app,
    // The disk may hold more or less than we think: end, so that the next start reads what it really holds.
    onStop: () => setTimeout(() => process.exit(1), 100),
  });
  const { url } = await relay.listen(options);
  process.stdout.write(`ready ${url}\n`);
  if (options.origin === null || !options.origin.startsWith("https://"))
    log.warn("without --origin https://… posters and installed apps work on this machine only");
  if (options.testClock) log.warn("the clock of this relay can be moved by anybody: for tests only");
  endOnSignal(relay);
  const people = demo?.page(relay.house) ?? null;
  if (people !== null) process.stdout.write(demoLinks(people, options.origin ?? localUrl(url)));
  else showSetup(relay, options, url);
}

/** Browsers give `localhost` what they keep from plain addresses: storage, workers, the camera. */
function localUrl(url: string): string {
  return url.replace("//127.0.0.1:", "//localhost:");
}

/** The setup link, as text and as a code for a phone's camera. */
function showSetup(relay: Relay, options: Options, url: string): void {
  const secret = relay.setupSecret();
  if (secret === null) {
    if (options.setup) process.stdout.write("a community exists already: there is nothing to set up\n");
    return;
  }
  const link = `${options.origin ?? url}/setup#${secret}`;
  process.stdout.write(`\n开站链接（一小时内有效） · setup link, good for one hour:\n\n  ${link}\n\n`);
  process.stdout.write(`${encodeQR(link, "ascii")}\n`);
}

function endOnSignal(relay: Relay): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    // A client that never lets go must not keep the relay from ending.
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    void relay.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

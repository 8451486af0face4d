/**
 * A relay: `createRelay({ now, random, data })` opens what is on disk, `listen` opens the doors. Importing this file
 * does nothing; main.ts is the program. Tests start relays in their own process and move the clock by hand.
 */
import * as nodeCrypto from "node:crypto";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Logger } from "pino";
import type { RandomBytes } from "../crypto/keys.ts";
import { err, ok, type Result } from "../crypto/result.ts";
import { verifyWithNodePool } from "../crypto/verify.ts";
import type { DemoPage } from "../src/domain/demo.ts";
import type { Moment } from "../src/domain/units.ts";
import { CLIENT_VERSION_MIN } from "../src/domain/version.ts";
import { createBuckets } from "./bucket.ts";
import { type CommunityDeps, openCommunity } from "./community.ts";
import { type Data, openData } from "./data.ts";
import { createDoor, type Door } from "./door.ts";
import { readFiles } from "./files.ts";
import { type FoundingPapers, foundCommunity } from "./found.ts";
import type { Community, House, TestClock } from "./house.ts";
import { createHttp } from "./http.ts";
import type { Journal } from "./journal.ts";
import * as limits from "./limits.ts";
import { createMetrics } from "./metrics.ts";
import type { Code } from "./refuse.ts";
import { asJournaled, compareWithNewest, replayJournal } from "./replay.ts";

export interface RelayOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly random: RandomBytes;
  /** The data folder; null keeps everything in memory. */
  readonly data: string | null;
  /** Where phones reach this relay, such as https://station.example. */
  readonly origin: string | null;
  readonly log: Logger;
  /** The built app; null serves none. */
  readonly dist?: string | null;
  /** Tests may move the clock over HTTP. */
  readonly testClock?: boolean;
  readonly metricsToken?: string | null;
  /** The oldest generation of apps whose words are taken. */
  readonly clientMin?: number;
  /** Another journal than the folder's, for tests. */
  readonly journal?: Journal;
  /** The folder is being made and nobody relies on it yet. */
  readonly isDraft?: boolean;
  /** What a demo tells of its people; a relay without it says that there is no such page. */
  readonly demo?: ((house: House) => DemoPage | null) | null;
  /** Called when a disk fails; the clerk answers `read_only` from then on, and no statement is receipted. */
  readonly onStop?: (error: unknown) => void;
}

export interface Relay {
  readonly house: House;
  /** A new setup secret; null once a community exists. */
  setupSecret(): string | null;
  listen(address: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }>;
  /** Takes no more, finishes what was taken, closes the files. */
  close(): Promise<void>;
}

export async function createRelay(options: RelayOptions): Promise<Relay> {
  const clock = createClock(options);
  const data = openData({ ...options, nowMs: clock.nowMs });
  const relay = new OpenRelay(options, clock, data);
  await relay.resume();
  return relay;
}

type Clock = Pick<House, "nowMs" | "now" | "testClock">;

class OpenRelay implements Relay {
  readonly house: House;
  readonly #options: RelayOptions;
  readonly #data: Data;
  readonly #server: Server;
  readonly #door: Door;
  readonly #communityDeps: CommunityDeps;
  readonly #timers: readonly NodeJS.Timeout[];
  #community: Community | null = null;
  #isFounding = false;
  #closing: Promise<void> | null = null;

  constructor(options: RelayOptions, clock: Clock, data: Data) {
    this.#options = options;
    this.#data = data;
    this.house = this.#createHouse(clock);
    this.#door = createDoor(this.house);
    const { verify, metrics, nowMs } = this.house;
    this.#communityDeps = {
      data,
      nowMs,
      verify,
      metrics,
      random: options.random,
      onFault: (error, what) => this.#fault(error, what),
      onRoster: () => this.#door.dismissRevoked(),
    };
    const files = readFiles(options.dist ?? null);
    const http = createHttp({ house: this.house, files, metricsToken: options.metricsToken ?? null });
    this.#server = createAdaptorServer({ fetch: http.fetch }) as Server;
    this.#server.requestTimeout = limits.REQUEST_TIMEOUT_MS;
    this.#server.on("upgrade", this.#door.upgrade);
    this.#timers = startTimers(this.house);
  }

  /** Goes on where the journal ends. */
  async resume(): Promise<void> {
    const { journal, keys, newest, setup } = this.#data;
    const { verify, log } = this.house;
    const found = await replayJournal(journal, keys.log, { founding: verify, entries: asJournaled });
    if (found === null) return;
    const differs = await compareWithNewest(found.log, newest.read(), keys.log.publicKey, verify);
    const readOnly = found.fault ?? differs ?? this.#data.restored;
    if (readOnly !== null) log.error({ why: readOnly }, "the ledger opens read-only");
    this.#community = await openCommunity(found, readOnly, this.#communityDeps);
    setup.end();
  }

  setupSecret(): string | null {
    return this.#community === null ? this.#data.setup.renew() : null;
  }

  listen(address: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }> {
    return listen(this.#server, address.host, address.port);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await drain(this.#server, this.#community, this.#door);
    this.#data.close();
  }

  #createHouse(clock: Clock): House {
    const community = (): Community | null => this.#community;
    const { keys, setup } = this.#data;
    return {
      ...createCounters(),
      ...clock,
      get community() {
        return community();
      },
      keys,
      setup,
      verify: verifyWithNodePool(nodeCrypto),
      metrics: createMetrics({
        logSize: () => community()?.clerk.log.size ?? 0,
        sockets: () => this.#door.size,
        rooms: () => community()?.rooms.size ?? 0,
        streams: () => community()?.events.size ?? 0,
        posts: () => community()?.box.size ?? 0,
      }),
      log: this.#options.log,
      origin: this.#options.origin,
      clientMin: this.#options.clientMin ?? CLIENT_VERSION_MIN,
      demo: this.#options.demo ?? null,
      found: (papers) => this.#found(papers),
    };
  }

  /** One at a time: what is tried while another founding is being written would be kept by halves. */
  async #found(papers: FoundingPapers): Promise<Result<readonly Uint8Array[], Code>> {
    if (this.#isFounding || this.#community !== null) return err("setup_refused");
    this.#isFounding = true;
    try {
      const { verify, nowMs: now, log } = this.house;
      const founded = await foundCommunity(papers, { ...this.#data, verify, now });
      if (!founded.ok) return founded;
      this.#community = await openCommunity(founded.value, null, this.#communityDeps);
      this.#data.setup.end();
      log.info({ leaves: founded.value.log.size }, "a community was founded");
      return ok(founded.value.receipts);
    } finally {
      this.#isFounding = false;
    }
  }

  #fault(error: unknown, what: string): void {
    this.house.log.fatal({ err: error instanceof Error ? error.message : String(error) }, what);
    this.#options.onStop?.(error);
  }
}

function createClock({ now, testClock }: RelayOptions): Clock {
  let offsetMs = 0;
  const nowMs = (): number => now() + offsetMs;
  const test: TestClock = {
    advance(seconds) {
      offsetMs += seconds * 1000;
    },
  };
  return {
    nowMs,
    now: () => Math.floor(nowMs() / 1000) as Moment,
    testClock: testClock === true ? test : null,
  };
}

function createCounters(): Pick<House, "requestsOf" | "guessesOf" | "isNewRequest"> {
  const { ADDRESS_BURST, ADDRESS_PER_SECOND, ADDRESSES_MAX, GUESSES_BURST, GUESSES_PER_MINUTE } = limits;
  const seen = new Set<string>();
  return {
    requestsOf: createBuckets(ADDRESS_BURST, ADDRESS_PER_SECOND, ADDRESSES_MAX),
    guessesOf: createBuckets(GUESSES_BURST, GUESSES_PER_MINUTE / 60, ADDRESSES_MAX),
    isNewRequest(id) {
      if (seen.has(id)) return false;
      seen.add(id);
      if (seen.size > limits.REQUESTS_REMEMBERED_MAX) seen.delete(seen.values().next().value as string);
      return true;
    },
  };
}

/** Facts come due with time; invariants are looked at now and then. */
function startTimers(house: House): readonly NodeJS.Timeout[] {
  const facts = setInterval(() => void house.community?.clerk.tick(), limits.FACT_TIMER_MS);
  const checks = setInterval(() => {
    house.community?.box.sweep(house.now());
    const broken = house.community?.clerk.check() ?? null;
    if (broken !== null) house.log.fatal({ broken }, "a ledger invariant is broken");
  }, limits.INVARIANT_TIMER_MS);
  return [facts, checks];
}

async function listen(server: Server, host: string, port: number): Promise<{ readonly url: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` };
}

/** No new connections; what is under way is answered; streams and sockets end. */
async function drain(server: Server, community: Community | null, door: Door): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  door.close();
  await community?.clerk.drain();
  await community?.rooms.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), limits.STREAMS_END_MS).unref();
  await closed;
}

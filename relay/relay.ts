/**
 * A relay: `createRelay({ now, random, data })` opens what is on disk, `listen` opens the doors. Importing this file
 * does nothing; main.ts is the program. Tests start relays in their own process and move the clock by hand.
 */
import * as nodeCrypto from "node:crypto";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Logger } from "pino";
import type { RandomBytes } from "../crypto/keys.ts";
import { err, ok } from "../crypto/result.ts";
import { verifyWithNodePool } from "../crypto/verify.ts";
import type { Founding } from "../src/domain/founding.ts";
import { isRegistryLeaf, type Ledger } from "../src/domain/ledger.ts";
import type { Moment } from "../src/domain/units.ts";
import { BOARDS_SCHEMA, createBoardStore } from "./boards.ts";
import { BOX_SCHEMA, createBox } from "./box.ts";
import { createBuckets } from "./bucket.ts";
import { type Booked, createClerk } from "./clerk.ts";
import { createDoor, type Door } from "./door.ts";
import { createEvents } from "./events.ts";
import { readFiles } from "./files.ts";
import { foundCommunity } from "./found.ts";
import type { Community, House, TestClock } from "./house.ts";
import { createHttp } from "./http.ts";
import type { Journal } from "./journal.ts";
import { createMemoryJournal } from "./journal_memory.ts";
import { openSqliteJournal } from "./journal_sqlite.ts";
import { openKeys } from "./keys.ts";
import * as limits from "./limits.ts";
import type { Log } from "./log.ts";
import { createManifestStore } from "./manifest.ts";
import { createMetrics } from "./metrics.ts";
import { createNewest } from "./newest.ts";
import { asJournaled, compareWithNewest, replayJournal } from "./replay.ts";
import { createRooms } from "./rooms.ts";
import { createSetupLink } from "./setup_link.ts";
import { lockFolder, openDurable } from "./sqlite.ts";

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
  /** Another journal than the folder's, for tests. */
  readonly journal?: Journal;
  /** Called when the disk fails; the clerk answers `read_only` from then on, and no statement is receipted. */
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
  const { log } = options;
  const clock = createClock(options);
  const folder = (name: string): string | null => (options.data === null ? null : join(options.data, name));
  if (options.data !== null) mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const lockFile = folder("relay.lock");
  const lock = lockFile === null ? null : lockFolder(lockFile);
  const keysFolder = folder("keys");
  const keys = openKeys(keysFolder, options.random);
  const setup = createSetupLink(keysFolder, clock.nowMs, options.random);
  const newest = createNewest(keysFolder);
  const verify = verifyWithNodePool(nodeCrypto);
  const ledgerFile = folder("ledger.sqlite");
  const journal =
    options.journal ?? (ledgerFile === null ? createMemoryJournal() : openSqliteJournal(ledgerFile));
  const boards = openDurable(folder("boards.sqlite") ?? ":memory:", BOX_SCHEMA + BOARDS_SCHEMA);
  let community: Community | null = null;
  let isFounding = false;
  const metrics = createMetrics({
    logSize: () => community?.clerk.log.size ?? 0,
    sockets: () => door.size,
    rooms: () => community?.rooms.size ?? 0,
    streams: () => community?.events.size ?? 0,
    posts: () => community?.box.size ?? 0,
  });

  const house: House = {
    ...createCounters(),
    ...clock,
    get community() {
      return community;
    },
    keys,
    setup,
    verify,
    metrics,
    log,
    origin: options.origin,
    async found(papers) {
      // One at a time: what is tried while another founding is being written would be kept by halves.
      if (isFounding || community !== null) return err("setup_refused");
      isFounding = true;
      const founded = await foundCommunity(papers, {
        journal,
        newest,
        keys,
        verify,
        now: clock.nowMs,
      }).finally(() => {
        isFounding = false;
      });
      if (!founded.ok) return founded;
      community = await open(founded.value, null);
      setup.end();
      log.info({ leaves: founded.value.log.size }, "a community was founded");
      return ok(founded.value.receipts);
    },
  };

  const door = createDoor(house);
  const store = createBoardStore(boards, (error) => stop(error, "the boards' disk failed"));

  function stop(error: unknown, what: string): void {
    log.fatal({ err: error instanceof Error ? error.message : String(error) }, what);
    options.onStop?.(error);
  }

  async function open(
    found: { readonly founding: Founding; readonly ledger: Ledger; readonly log: Log },
    readOnly: string | null,
  ): Promise<Community> {
    const clerk = createClerk({
      ...found,
      journal,
      newest,
      verify,
      now: clock.nowMs,
      metrics,
      readOnly,
      onStop: (error) => stop(error, "the journal failed"),
    });
    const events = createEvents();
    const box = createBox(boards, options.random);
    const rooms = createRooms({
      ledger: found.ledger,
      store,
      signer: keys.log,
      verify,
      metrics,
      nowMs: clock.nowMs,
      rosterIndex: () => found.log.registry.at(-1) ?? null,
    });
    const manifest = await createManifestStore(journal, found.ledger, verify);
    clerk.onBooked((booked) => {
      events.tellBooked(booked, found.ledger, isOfRegistry);
      if (!booked.some(isOfRegistry)) return;
      door.dismissRevoked();
      rooms.rejudge().catch((error) => log.error({ err: String(error) }, "the boards failed"));
    });
    return {
      id: found.founding.community,
      founding: found.founding,
      clerk,
      journal,
      manifest,
      rooms,
      box,
      events,
    };
  }

  const replayed = await replayJournal(journal, keys.log, { founding: verify, entries: asJournaled });
  if (replayed !== null) {
    const differs = await compareWithNewest(replayed.log, newest.read(), keys.log.publicKey, verify);
    const readOnly = replayed.fault ?? differs;
    if (readOnly !== null) log.error({ why: readOnly }, "the ledger opens read-only");
    community = await open(replayed, readOnly);
    setup.end();
  }

  const http = createHttp({
    house,
    files: readFiles(options.dist ?? null),
    metricsToken: options.metricsToken ?? null,
  });
  const server = createAdaptorServer({ fetch: http.fetch }) as Server;
  server.on("upgrade", door.upgrade);
  server.requestTimeout = limits.REQUEST_TIMEOUT_MS;
  const timers = startTimers(house);
  let closing: Promise<void> | null = null;

  return {
    house,
    setupSecret: () => (community === null ? setup.renew() : null),
    listen: ({ host, port }) => listen(server, host, port),
    close() {
      closing ??= end();
      return closing;
    },
  };

  async function end(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    await drain(server, community, door);
    journal.close();
    newest.close();
    boards.close();
    lock?.release();
  }
}

const isOfRegistry = ({ index, leaf, entry }: Booked): boolean =>
  isRegistryLeaf(leaf, index === 0 ? "founding" : (entry?.kind ?? null));

function createClock({ now, testClock }: RelayOptions): Pick<House, "nowMs" | "now" | "testClock"> {
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
  // Event streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), 200).unref();
  await closed;
}

/** What the rooms of the relay share: who is served, the clock, and the counters. Made by relay.ts. */
import type { Logger } from "pino";
import type { Result } from "../crypto/result.ts";
import type { Verify } from "../crypto/verify.ts";
import type { DemoPage } from "../src/domain/demo.ts";
import type { Founding } from "../src/domain/founding.ts";
import type { Id, Moment } from "../src/domain/units.ts";
import type { Box } from "./box.ts";
import type { Bucket } from "./bucket.ts";
import type { Clerk } from "./clerk.ts";
import type { Events } from "./events.ts";
import type { FoundingPapers } from "./found.ts";
import type { Journal } from "./journal.ts";
import type { RelayKeys } from "./keys.ts";
import type { ManifestStore } from "./manifest.ts";
import type { Metrics } from "./metrics.ts";
import type { Code } from "./refuse.ts";
import type { Rooms } from "./rooms.ts";
import type { SetupLink } from "./setup_link.ts";

/** The one community that a relay serves. */
export interface Community {
  readonly id: Id;
  readonly founding: Founding;
  readonly clerk: Clerk;
  readonly journal: Journal;
  readonly manifest: ManifestStore;
  readonly rooms: Rooms;
  readonly box: Box;
  readonly events: Events;
}

export interface House {
  /** Null until somebody has used the setup link. */
  readonly community: Community | null;
  readonly keys: RelayKeys;
  readonly setup: SetupLink;
  readonly verify: Verify;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly origin: string | null;
  /** The oldest generation of apps whose words are taken. */
  readonly clientMin: number;
  readonly testClock: TestClock | null;
  /** Who is who in a demo, with their seeds; null at every real relay. */
  readonly demo: ((house: House) => DemoPage | null) | null;
  /** Relay time, unix milliseconds. */
  nowMs(): number;
  /** Relay time, unix seconds. */
  now(): Moment;
  /** Requests of one address. */
  requestsOf(address: string): Bucket;
  /** Wrong secrets and codes of one address. */
  guessesOf(address: string): Bucket;
  /** True the first time that a signed request is seen. */
  isNewRequest(id: string): boolean;
  found(papers: FoundingPapers): Promise<Result<readonly Uint8Array[], Code>>;
}

/** Only in tests: the relay's clock moves when it is told to. */
export interface TestClock {
  advance(seconds: number): void;
}

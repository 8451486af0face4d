/**
 * What the station needs from the world. The browser's page passes the real ones (browser.ts); a test runs several
 * phones in one process with stores, channels and clocks of its own.
 */
import type { RandomBytes } from "../../crypto/keys.ts";
import type { Lack } from "./container.ts";
import type { LastSeen } from "./last_seen.ts";
import type { VerifyWorker } from "./worker_verify.ts";

/** Another tab of the same browser. Messages are structured clones. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

/** `navigator.locks`, as far as we use it. */
export interface Locks {
  /** Fails (`isTaken`) where somebody else has had it for so many milliseconds. */
  request<T>(name: string, waitMs: number, work: () => Promise<T>): Promise<T>;
}

/**
 * A mark outside IndexedDB: tells an empty vault from a vault that the browser threw away, and who was there
 * (marker.ts).
 */
export interface Marker {
  read(): string | null;
  write(text: string): void;
  clear(): void;
}

/** Opens a socket as browsers do; Node's and `ws` fit too. */
export type SocketMaker = typeof WebSocket;

export interface StationDeps {
  /** Where the relay is: `https://station.example`, no slash at the end. */
  readonly origin: string;
  readonly indexedDB: IDBFactory;
  readonly fetch: typeof fetch;
  readonly WebSocket: SocketMaker;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  /** Starts a worker that checks signatures; throws where there is none. */
  readonly verifyWorker: () => VerifyWorker;
  /** Unix milliseconds of this device, right or wrong. */
  readonly now: () => number;
  /** Makes a channel between tabs; null where there is none. */
  readonly broadcast: ((name: string) => Channel) | null;
  readonly locks: Locks | null;
  /** Calls back when the page hides; gives the end of listening. */
  readonly onHide: (listener: () => void) => () => void;
  readonly userAgent: string;
  /** What this browser does not have and a key needs; absent: nothing. */
  readonly lacks?: readonly Lack[];
  readonly marker: Marker;
  /** What was drawn last, outside IndexedDB, for the next start. */
  readonly lastSeen: LastSeen;
  /** Asks the browser to keep what is stored; asked after the first signed act. */
  readonly persist: () => Promise<boolean>;
  /** Whether it promised to; null where it does not say. */
  readonly persisted: () => Promise<boolean | null>;
  /** False where the browser's Ed25519 must not be used; tests look at both ways. */
  readonly useWebCryptoKeys?: boolean;
}

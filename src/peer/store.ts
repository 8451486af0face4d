/**
 * IndexedDB with strict durability that survives a dead handle: iOS kills handles of pages that slept, another
 * tab may upgrade. The work is tried once more on a new handle; what fails twice is the caller's to tell.
 */
import { type IDBPDatabase, type IDBPTransaction, wrap } from "idb";
import { isLate, within } from "./deadline.ts";
import { DATABASE_MS } from "./limits.ts";

type Mode = "readonly" | "readwrite";
export type Transaction = IDBPTransaction<unknown, string[], Mode>;

export interface Store {
  /** Runs work in one transaction over these stores and answers once it is on disk. */
  run<T>(mode: Mode, stores: readonly string[], work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Brings a database from an older version (0: there was none) to the newest, in the transaction of its own. */
export type Upgrade = (db: IDBDatabase, from: number, tx: IDBTransaction) => void;

export function openStore(factory: IDBFactory, name: string, version: number, upgrade: Upgrade): Store {
  let opening: Promise<IDBPDatabase> | null = null;

  function open(): Promise<IDBPDatabase> {
    opening ??= openDatabase(factory, name, version, upgrade, () => {
      opening = null;
    });
    opening.catch(() => {
      opening = null;
    });
    return opening;
  }

  async function runOnce<T>(
    mode: Mode,
    stores: readonly string[],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const db = await open();
    const tx = db.transaction([...stores], mode, { durability: "strict" }) as Transaction;
    const done = tx.done;
    done.catch(() => undefined);
    try {
      const value = await work(tx);
      await done;
      return value;
    } catch (error) {
      try {
        tx.abort();
      } catch {
        // it has ended already
      }
      throw error;
    }
  }

  return {
    async run(mode, stores, work) {
      try {
        return await runOnce(mode, stores, work);
      } catch (error) {
        if (!isDeadHandle(error)) throw error;
        opening = null;
        return runOnce(mode, stores, work);
      }
    },
    async close() {
      const db = await opening?.catch(() => null);
      opening = null;
      db?.close();
    },
  };
}

async function openDatabase(
  factory: IDBFactory,
  name: string,
  version: number,
  upgrade: Upgrade,
  onDead: () => void,
): Promise<IDBPDatabase> {
  const request = factory.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) =>
    upgrade(request.result, oldVersion, request.transaction as IDBTransaction);
  const opened = wrap(request as IDBRequest<IDBDatabase>) as unknown as Promise<IDBPDatabase>;
  // An upgrade that has begun takes as long as it takes: years of leaves on a cheap phone.
  const begun = new Promise<void>((resolve) => {
    request.addEventListener("upgradeneeded", () => resolve());
  });
  await within(DATABASE_MS, () => Promise.race([begun, opened])).catch((error: unknown) => {
    // One that comes after all is nobody's.
    opened.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  const db = await opened;
  db.addEventListener("close", onDead);
  db.addEventListener("versionchange", () => {
    db.close();
    onDead();
  });
  return db;
}

/** A handle that the browser closed under us, or never gave; everything else is a real fault. */
const isDeadHandle = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "InvalidStateError" || error.name === "UnknownError" || isLate(error));

export const isQuota = (error: unknown): boolean =>
  error instanceof Error && error.name === "QuotaExceededError";

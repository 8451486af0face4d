/**
 * A phone's disk after some months of use, made by the real stations against a real relay in this process, and put
 * into a browser's IndexedDB as it is. Keys are made readable in this process alone, so that they can move.
 */
import type { Page } from "@playwright/test";
import type { Id } from "../../src/domain/units.ts";
import { type Member, needIn, soySauce, type Town } from "../peer/community.ts";
import { must, until } from "../peer/phones.ts";

/** An IndexedDB as plain data; bytes and keys are wrapped so that they survive JSON. */
export interface Disk {
  /** Virtual time of the dump, unix milliseconds. */
  readonly atMs: number;
  readonly databases: readonly {
    readonly name: string;
    readonly version: number;
    readonly stores: readonly {
      readonly name: string;
      readonly keyPath: string | null;
      readonly auto: boolean;
      /** Absent in disks of before there were any. */
      readonly indexes?: readonly { readonly name: string; readonly keyPath: string | string[] }[];
      readonly rows: readonly { readonly key: unknown; readonly value: unknown }[];
    }[];
  }[];
}

/** Everything IndexedDB holds on a phone of this process. */
export async function readDisk(factory: IDBFactory, atMs: number): Promise<Disk> {
  const databases = [];
  for (const { name = "", version = 1 } of await factory.databases()) {
    const db = await asked(factory.open(name));
    const stores = [];
    for (const storeName of db.objectStoreNames) {
      const store = db.transaction(storeName).objectStore(storeName);
      const { keyPath, autoIncrement } = store;
      const indexes = [...store.indexNames].map((index) => ({
        name: index,
        keyPath: store.index(index).keyPath as string | string[],
      }));
      const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
      const rows = await Promise.all(
        values.map(async (value, place) => ({ key: keys[place], value: await pack(value) })),
      );
      stores.push({ name: storeName, keyPath: keyPath as string | null, auto: autoIncrement, indexes, rows });
    }
    db.close();
    databases.push({ name, version, stores });
  }
  return { atMs, databases };
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function pack(value: unknown): Promise<unknown> {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (value instanceof CryptoKey) {
    const { name } = value.algorithm;
    return { $key: await crypto.subtle.exportKey("jwk", value), name, usages: value.usages };
  }
  if (Array.isArray(value)) return Promise.all(value.map(pack));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await pack(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** WebCrypto whose keys can be read: only for phones whose disk is moved into a browser. */
export const readableKeys = new Proxy(crypto.subtle, {
  get(subtle, name: keyof SubtleCrypto) {
    if (name === "generateKey")
      return (algorithm: Algorithm, _: boolean, usages: KeyUsage[]) =>
        subtle.generateKey(algorithm, true, usages);
    return (subtle[name] as (...given: unknown[]) => unknown).bind(subtle);
  },
}) as SubtleCrypto;

/** Writes a disk into the browser that shows this page, which must be of the station's origin. */
export async function writeDisk(page: Page, disk: Disk): Promise<void> {
  await page.evaluate(async (text) => {
    const given = JSON.parse(text) as Disk;
    const unpack = async (value: unknown): Promise<unknown> => {
      if (Array.isArray(value)) return Promise.all(value.map(unpack));
      if (value === null || typeof value !== "object") return value;
      if ("$bytes" in value) return Uint8Array.from(atob(value.$bytes as string), (c) => c.charCodeAt(0));
      if ("$key" in value && "name" in value && "usages" in value) {
        const usages = value.usages as KeyUsage[];
        const name = value.name as string;
        return crypto.subtle.importKey("jwk", value.$key as JsonWebKey, { name }, false, usages);
      }
      const entries = Object.entries(value).map(async ([key, inner]) => [key, await unpack(inner)] as const);
      return Object.fromEntries(await Promise.all(entries));
    };
    const done = (tx: IDBTransaction): Promise<void> =>
      new Promise((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onerror = () => reject(tx.error);
      });
    for (const { name, version, stores } of given.databases) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
          for (const { name: store, keyPath, auto, indexes = [] } of stores) {
            const made = request.result.createObjectStore(store, {
              ...(keyPath === null ? {} : { keyPath }),
              autoIncrement: auto,
            });
            for (const index of indexes) made.createIndex(index.name, index.keyPath);
          }
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const { name: store, keyPath, rows } of stores) {
        const values = await Promise.all(rows.map(({ value }) => unpack(value)));
        const tx = db.transaction(store, "readwrite");
        for (const [place, value] of values.entries())
          if (keyPath === null) tx.objectStore(store).put(value, rows[place]?.key as IDBValidKey);
          else tx.objectStore(store).put(value);
        if (name === "yizhan-vault" && store === "kept")
          tx.objectStore(store).put({ key: "clock/offset", value: given.atMs - Date.now() });
        await done(tx);
      }
      db.close();
    }
    localStorage.setItem("yizhan/joined", "1");
    localStorage.setItem("yizhan.mode", "standard");
  }, JSON.stringify(disk));
}

/** People of building 3, of whom 张阿姨's phone is the one that is measured. */
export interface Life {
  readonly town: Town;
  readonly her: Member;
  readonly helpers: readonly Member[];
  /** A month passes: services are done, some needs stay open, and it is the next month's second day. */
  month(count: { readonly done: number; readonly open: number }): Promise<void>;
  /** So many open needs without points, by as many neighbours as it takes. */
  needs(count: number): Promise<readonly Id[]>;
  /** A poster's address, without the host. */
  readonly posterPath: string;
  disk(): Promise<Disk>;
}

/** Words of one person in a month are bounded; with the hello and states beside the needs. */
const NEEDS_EACH_MAX = 120;
const DAY_S = 86_400;

export async function startLife(town: Town): Promise<Life> {
  const her = await town.neighbour("张阿姨", { subtle: readableKeys });
  const li = await town.neighbour("李姐");
  const wang = await town.neighbour("王姐");
  const helpers = [li, wang];
  const clock = town.clock;
  const poster = await must(town.operator.tab.acts.makeInvite("3", "poster"));

  async function serve(requester: Member, helper: Member, words: string): Promise<void> {
    const need = await must(requester.tab.acts.publish(soySauce(requester.account, clock, { words })));
    await until(() => needIn(helper, need)?.status === "open");
    await must(helper.tab.acts.take(need));
    await must(helper.tab.acts.start(need));
    clock.advance(600);
    await must(helper.tab.acts.end(need));
    await until(() => needIn(requester, need)?.status === "ended");
    await must(requester.tab.acts.confirm(need, null));
    requester.phone.hide();
    await until(() => needIn(helper, need)?.status === "done");
  }

  async function ask(requester: Member, words: string): Promise<Id> {
    return must(requester.tab.acts.publish(soySauce(requester.account, clock, { words, points: false })));
  }

  return {
    town,
    her,
    helpers,
    async month({ done, open }) {
      // In turns, so that nobody runs out of points.
      const pairs = [
        [her, li],
        [li, wang],
        [wang, her],
        [li, her],
        [her, wang],
        [wang, li],
      ] as const;
      for (let one = 0; one < done; one++) {
        const [requester, helper] = pairs[one % pairs.length] as readonly [Member, Member];
        await serve(requester, helper, `第${one}瓶酱油`);
        clock.advance(3600);
      }
      for (let one = 0; one < open; one++) await ask(one % 2 === 0 ? li : wang, `第${one}封信`);
      const until2nd = new Date(clock.ms);
      until2nd.setUTCMonth(until2nd.getUTCMonth() + 1, 2);
      clock.advance(Math.max(DAY_S, Math.floor((until2nd.getTime() - clock.ms) / 1000)));
      // Phones are started anew, as phones are: what is over is not opened again.
      for (const member of [her, li, wang, town.operator]) {
        await member.tab.close();
        Object.assign(member, { tab: await member.phone.open() });
      }
      await Promise.all([her, li, wang, town.operator].map((member) => member.tab.acts.retry()));
    },
    async needs(count) {
      const made: Id[] = [];
      const askers = [...helpers];
      while (askers.length * NEEDS_EACH_MAX < count)
        askers.push(await town.neighbour(`邻居${askers.length}`));
      for (let one = 0; one < count; one++)
        made.push(await ask(askers[one % askers.length] as Member, `第${one}封信`));
      await until(
        () => made.every((id) => needIn(her, id) !== null),
        () => her.tab.view().needs.length,
        60_000,
      );
      return made;
    },
    posterPath: `/J/${town.community}3${poster.code}`,
    async disk() {
      return readDisk(her.phone.indexedDB, clock.ms);
    },
  };
}

/** A vault that forgets with the page: for browsers that keep nothing, in which one may look around. */
import type { Changes, KeptRow, Removals, Rows, StoreName, Vault } from "./vault.ts";
import { KEY_PATHS, STORE_NAMES } from "./vault.ts";

export function createMemoryVault(): Vault {
  const rowsByStore = new Map<StoreName, Map<string, unknown>>(STORE_NAMES.map((name) => [name, new Map()]));
  const rowsOf = (name: StoreName): Map<string, unknown> => rowsByStore.get(name) ?? new Map();

  async function write(changes: Changes, removals: Removals = {}): Promise<void> {
    for (const name of STORE_NAMES) {
      for (const row of changes[name] ?? [])
        rowsOf(name).set(String((row as unknown as Record<string, unknown>)[KEY_PATHS[name]]), row);
      for (const key of removals[name] ?? []) rowsOf(name).delete(key);
    }
  }

  const kept = (key: string): unknown => (rowsOf("kept").get(key) as KeptRow | undefined)?.value;
  return {
    all: async <K extends StoreName>(name: K) => [...rowsOf(name).values()] as Rows[K][],
    get: async <K extends StoreName>(name: K, key: string) => rowsOf(name).get(key) as Rows[K] | undefined,
    kept: async <T>(key: string) => kept(key) as T | undefined,
    keep: (key, value) => write({ kept: [{ key, value }] }),
    write,
    async count(key, next) {
      const last = kept(key);
      const value = next(typeof last === "number" ? last : 0);
      await write({ kept: [{ key, value }] });
      return value;
    },
    onForeignWrite: () => () => undefined,
    close: async () => undefined,
  };
}

/** A vault that forgets with the page: for browsers that keep nothing, in which one may look around. */
import type { Changes, KeptRow, Removals, Rows, StoreName, Vault } from "./vault.ts";
import { isIn } from "./vault_reads.ts";
import { keyOf, STORE_NAMES } from "./vault_rows.ts";

export function createMemoryVault(): Vault {
  const rowsByStore = new Map<StoreName, Map<string, unknown>>(STORE_NAMES.map((name) => [name, new Map()]));
  const rowsOf = (name: StoreName): Map<string, unknown> => rowsByStore.get(name) ?? new Map();

  async function write(changes: Changes, removals: Removals = {}): Promise<void> {
    for (const name of STORE_NAMES) {
      for (const row of changes[name] ?? []) rowsOf(name).set(keyOf(name, row), row);
      for (const key of removals[name] ?? []) rowsOf(name).delete(key);
    }
  }

  const kept = (key: string): unknown => (rowsOf("kept").get(key) as KeptRow | undefined)?.value;
  const all = <K extends StoreName>(name: K): Rows[K][] => [...rowsOf(name).values()] as Rows[K][];
  return {
    all: async (name) => all(name),
    get: async <K extends StoreName>(name: K, key: string) => rowsOf(name).get(key) as Rows[K] | undefined,
    some: async <K extends StoreName>(name: K, keys: readonly string[]) =>
      keys.flatMap((key) => (rowsOf(name).get(key) as Rows[K] | undefined) ?? []),
    held: async (name, keys) => new Set(keys.filter((key) => rowsOf(name).has(key))),
    leavesBelow: async (community, index, countMax) =>
      all("leaves")
        .filter((row) => row.community === community && row.index < index)
        .sort((a, b) => b.index - a.index)
        .slice(0, countMax),
    consents: async (community) => all("leaves").filter(({ consentOf }) => consentOf === community),
    said: async (account, documents) =>
      all("said").filter(
        (row) =>
          row.account === account &&
          (row.state !== "saved" || documents.some((document) => isIn(document, row.document))),
      ),
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

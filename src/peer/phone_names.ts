/**
 * What somebody calls the phones of her account, for her own eyes: in this phone's vault, with the account and gone
 * with it. It is never said and never logged (docs/spec/peer.md, P84).
 */
import type { Id } from "../domain/units.ts";
import { createExclusive } from "./mutex.ts";
import type { Vault } from "./vault.ts";

export type NamesByKey = Readonly<Record<string, string>>;

export interface PhoneNames {
  readonly all: NamesByKey;
  /** `keys`: the phones there are; names of others are dropped. An empty name forgets. */
  set(key: string, name: string, keys: readonly string[]): Promise<void>;
  reload(): Promise<void>;
}

/** The row of the vault. */
export const phonesRow = (account: Id): string => `phones/${account}`;

export async function openPhoneNames(vault: Vault, account: Id): Promise<PhoneNames> {
  const row = phonesRow(account);
  const read = async (): Promise<NamesByKey> => (await vault.kept<NamesByKey>(row)) ?? {};
  let all = await read();
  // What another tab wrote is read in its turn: a look that began before a change must not undo it here.
  const exclusive = createExclusive(null, row);
  return {
    get all() {
      return all;
    },
    set: (key, name, keys) =>
      exclusive(async () => {
        const named = Object.entries({ ...(await read()), [key]: name });
        const next = Object.fromEntries(named.filter(([one, words]) => words !== "" && keys.includes(one)));
        await vault.keep(row, next);
        all = next;
      }),
    reload: () =>
      exclusive(async () => {
        all = await read();
      }),
  };
}

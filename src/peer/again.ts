/** What is made from the same things is the same: dear folds are made again only when something under them changed. */

/** Gives what was made under this name last, if every part of the key is the very same as then. */
export type Again = <T>(name: string, key: readonly unknown[], make: () => T) => T;

export function createAgain(): Again {
  const lastByName = new Map<string, { readonly key: readonly unknown[]; readonly value: unknown }>();
  return <T>(name: string, key: readonly unknown[], make: () => T): T => {
    const last = lastByName.get(name);
    const isSame =
      last?.key.length === key.length && key.every((part, place) => Object.is(part, last.key[place]));
    if (isSame) return last?.value as T;
    const value = make();
    lastByName.set(name, { key, value });
    return value;
  };
}

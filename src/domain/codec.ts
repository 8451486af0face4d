/**
 * Bodies of statements are fixed CBOR arrays (W5). A Field reads one place of such an array and writes it back;
 * `fields({a, b})` is the array `[a, b]` under names. `read` answers undefined for anything else.
 */
import type { Cbor } from "../../crypto/cbor.ts";
import { bytesToId, type Id, idToBytes } from "./units.ts";
import { isCleanText } from "./words.ts";

export interface Field<T> {
  readonly read: (value: Cbor) => T | undefined;
  readonly write: (value: T) => Cbor;
}

/** What a Field holds. */
export type Held<F> = F extends Field<infer T> ? T : never;

const plain = <T extends Cbor>(holds: (value: Cbor) => boolean): Field<T> => ({
  read: (value) => (holds(value) ? (value as T) : undefined),
  write: (value) => value,
});

export const bytes = (length: number): Field<Uint8Array> =>
  plain((value) => value instanceof Uint8Array && value.length === length);
export const blob = (lengthMax: number): Field<Uint8Array> =>
  plain((value) => value instanceof Uint8Array && value.length <= lengthMax);
export const integer = (min: number, max: number): Field<number> =>
  plain((value) => typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max);
export const flag: Field<boolean> = plain((value) => typeof value === "boolean");

/** One of a closed list of codes. */
export const oneOf = <const C extends readonly string[]>(codes: C): Field<C[number]> =>
  plain((value) => typeof value === "string" && codes.includes(value));

/** Text that matches the pattern. */
export const pattern = (shape: RegExp): Field<string> =>
  plain((value) => typeof value === "string" && shape.test(value));

/** What a person wrote: clean text (W4) of at most this many characters. */
export const text = (charactersMax: number): Field<string> =>
  plain((value) => typeof value === "string" && isCleanText(value) && [...value].length <= charactersMax);

export const id: Field<Id> = {
  read: (value) => (value instanceof Uint8Array ? (bytesToId(value) ?? undefined) : undefined),
  write: idToBytes,
};

export const orNull = <T>(field: Field<T>): Field<T | null> => ({
  read: (value) => (value === null ? null : field.read(value)),
  write: (value) => (value === null ? null : field.write(value)),
});

export const list = <T>(field: Field<T>, lengthMax: number): Field<readonly T[]> => ({
  read: (value) => {
    if (!Array.isArray(value) || value.length > lengthMax) return undefined;
    const items = value.map((item) => field.read(item));
    return items.includes(undefined) ? undefined : (items as T[]);
  },
  write: (value) => value.map((item) => field.write(item)),
});

type Shape = Readonly<Record<string, Field<never>>>;
type Named<S> = { readonly [K in keyof S]: Held<S[K]> };

/** A fixed array whose places have names; the order of the names is the order on the wire. */
export function fields<S extends Record<string, Field<never>> | object>(shape: S): Field<Named<S>> {
  const places = Object.entries(shape as Shape);
  return {
    read: (value) => {
      if (!Array.isArray(value) || value.length !== places.length) return undefined;
      const named: Record<string, unknown> = {};
      for (const [index, [name, field]] of places.entries()) {
        const held = field.read(value[index] as Cbor);
        if (held === undefined) return undefined;
        named[name] = held;
      }
      return named as Named<S>;
    },
    write: (value) =>
      places.map(([name, field]) => field.write((value as Record<string, never>)[name] as never)),
  };
}

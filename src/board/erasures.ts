// Who asked to erase what. An erased statement leaves nothing here but its id, inside the `erase` that names
// it, so it is known again whenever somebody brings it.
//
// Nothing erases an `erase`: otherwise it would matter which of two came first, and phones would differ.
import { bytesToBase64url } from "../../crypto/bytes.ts";
import type { Opened, Parsed } from "../../crypto/cose.ts";
import type { Admission } from "./admission.ts";
import { erasedIdsOf } from "./guard.ts";

/** The `erase` statements of one document, by the keys that they name. */
export interface Erasures {
  /** Notes an `erase`; gives the keys that it names. */
  add(eraser: Opened): readonly string[];
  /** Takes an `erase` back whose author had no right to speak. */
  remove(eraser: Opened): void;
  /** Whether an `erase` whose author may do so names this statement. */
  covers(key: string, said: Parsed): boolean;
}

export function createErasures(admission: Admission): Erasures {
  const erasersByKey = new Map<string, readonly Opened[]>();
  const keysOf = (eraser: Opened): readonly string[] => erasedIdsOf(eraser).map(bytesToBase64url);
  const erasersOf = (key: string): readonly Opened[] => erasersByKey.get(key) ?? [];

  return {
    add: (eraser) => {
      const keys = keysOf(eraser);
      for (const key of keys) erasersByKey.set(key, [...erasersOf(key), eraser]);
      return keys;
    },
    remove: (eraser) => {
      for (const key of keysOf(eraser)) {
        const left = erasersOf(key).filter((other) => other !== eraser);
        if (left.length === 0) erasersByKey.delete(key);
        else erasersByKey.set(key, left);
      }
    },
    covers: (key, said) =>
      said.kind !== "erase" && erasersOf(key).some((eraser) => admission.mayErase(eraser, said)),
  };
}

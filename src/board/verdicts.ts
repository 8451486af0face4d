// Statements that were opened once, remembered under SHA-256 of all their bytes, so that a document that is
// loaded or built anew checks no signature twice.
//
// Never under the id: the id says nothing about the signature, and a junk signature under a remembered id
// would be believed. Only good verdicts are kept: junk can be made new each time at no cost.
import type { Opened } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { invariant } from "../../crypto/result.ts";
import { VERDICTS_MAX } from "./limits.ts";
import type { Place } from "./update.ts";

/** A statement that was opened, and its place. */
export interface Proven {
  readonly said: Opened;
  readonly place: Place;
}

/** What was opened in one community. Several documents may share it. */
export interface Verdicts {
  readonly community: Uint8Array;
  /** What these bytes opened to, if that is remembered. `name` comes from `nameStatement`. */
  get(name: string): Proven | undefined;
  keep(name: string, proven: Proven): void;
  forget(name: string): void;
}

/** Remembers the last `max` openings in a community. */
export function createVerdicts(community: Uint8Array, max: number = VERDICTS_MAX): Verdicts {
  invariant(max > 0, "at least one verdict is kept");
  const provenByName = new Map<string, Proven>();
  return {
    community,
    get: (name) => provenByName.get(name),
    keep: (name, proven) => {
      // A Map gives its keys in the order in which they came: the first is the oldest.
      if (provenByName.size >= max) provenByName.delete(provenByName.keys().next().value as string);
      provenByName.set(name, proven);
    },
    forget: (name) => void provenByName.delete(name),
  };
}

/** The name of a statement's bytes: SHA-256 over all of them. */
export const nameStatement = (bytes: Uint8Array): string => bytesToName(sha256(bytes));

/** 32 bytes as 16 characters: for Maps, four times faster to make than hex, and nobody reads it. */
export function bytesToName(bytes: Uint8Array): string {
  let name = "";
  for (let i = 0; i < bytes.length; i += 2) {
    name += String.fromCharCode(((bytes[i] as number) << 8) | (bytes[i + 1] as number));
  }
  return name;
}

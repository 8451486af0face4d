// The statements that one document holds: state = map ∪ side list.
//
// The map has one statement a client, because Yjs has; whose place is taken lies on the side list and counts
// the same. Which of two lies where depends on which came first here, and nothing else may depend on it.
import type { Opened } from "../../crypto/cose.ts";
import { invariant } from "../../crypto/result.ts";
import type { Room } from "./admission.ts";
import type { Placed } from "./update.ts";
import { bytesToName, type Proven } from "./verdicts.ts";

/** A statement held. */
export interface Held extends Proven {
  /** In the Yjs map, or on the side list. */
  readonly isInMap: boolean;
}

/** What a document holds, by key. */
export interface Shelf extends Room {
  /** Grows with every change. */
  readonly version: number;
  get(key: string): Held | undefined;
  all(): Iterable<Held>;
  /** Takes a statement that is not held. */
  put(proven: Proven): Held;
  /** Gives back what was held; what lay beside it on the side list takes its place in the map. */
  remove(key: string): Held;
}

export function createShelf(): Shelf {
  const heldByKey = new Map<string, Held>();
  // By text: numbers can be chosen to fall into one bucket of a Map, texts cannot.
  const keyByClient = new Map<string, string>();
  const saidByAuthor = new Map<string, Opened[]>();
  let bytes = 0;
  let version = 0;

  function put({ said, place }: Proven): Held {
    invariant(!heldByKey.has(place.key), "a statement is held once");
    const client = String(place.client);
    const held: Held = { said, place, isInMap: !keyByClient.has(client) };
    heldByKey.set(place.key, held);
    if (held.isInMap) keyByClient.set(client, place.key);
    const author = bytesToName(said.publicKey);
    const words = saidByAuthor.get(author);
    if (words === undefined) saidByAuthor.set(author, [said]);
    else words.push(said);
    bytes += said.bytes.length;
    version++;
    return held;
  }

  function remove(key: string): Held {
    const held = heldByKey.get(key);
    invariant(held !== undefined, "only what is held can be removed");
    heldByKey.delete(key);
    const author = bytesToName(held.said.publicKey);
    const left = (saidByAuthor.get(author) ?? []).filter((said) => said !== held.said);
    if (left.length === 0) saidByAuthor.delete(author);
    else saidByAuthor.set(author, left);
    bytes -= held.said.bytes.length;
    version++;
    if (held.isInMap) leavePlace(held.place.client);
    return held;
  }

  function leavePlace(client: number): void {
    keyByClient.delete(String(client));
    for (const [key, next] of heldByKey) {
      if (next.place.client !== client) continue;
      heldByKey.set(key, { ...next, isInMap: true });
      keyByClient.set(String(client), key);
      return;
    }
  }

  const saidBy = (publicKey: Uint8Array): readonly Opened[] => saidByAuthor.get(bytesToName(publicKey)) ?? [];
  return {
    get version() {
      return version;
    },
    get count() {
      return heldByKey.size;
    },
    get bytes() {
      return bytes;
    },
    saidBy,
    ofAuthor: (publicKey) => saidBy(publicKey).length,
    get: (key) => heldByKey.get(key),
    all: () => heldByKey.values(),
    put,
    remove,
  };
}

/** As an update has it. */
export const placedOf = ({ said, place }: Proven): Placed => ({ ...place, value: said.bytes });

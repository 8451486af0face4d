// One turn of a board's queue: what came of the statements that one message, file or roster change brought.
import type { Opened } from "../../crypto/cose.ts";
import type { Dropped } from "./reason.ts";
import { type Held, placedOf, type Shelf } from "./shelf.ts";
import { encodeUpdate } from "./update.ts";

/** A statement that is not in the document, by its id, and why. */
export interface Refused {
  readonly id: Uint8Array;
  readonly reason: Dropped;
}

/** What came of one turn. Ids are 16 bytes. */
export interface Received {
  /** Newly held, in the map or on the side list. */
  readonly applied: readonly Uint8Array[];
  /** Held before: the sender may be told once more that they are. */
  readonly held: readonly Uint8Array[];
  readonly refused: readonly Refused[];
  /** By keys that the roster does not know yet. */
  readonly waiting: readonly Uint8Array[];
  /** Held before and now no more: erased, or their author had no right to speak. */
  readonly removed: readonly Refused[];
  /** Our own encoding of what is new in the map, to be stored and sent on; made when somebody asks for it. */
  readonly update: Uint8Array | null;
  /** What is new on the side list; not in `update`. */
  readonly side: readonly Opened[];
}

/** What listeners are told after a turn that changed something. */
export interface Change {
  readonly added: readonly Opened[];
  readonly removed: readonly Refused[];
  /** `board.doc` is another document now; the one before is destroyed after the listeners were told. */
  readonly isRebuilt: boolean;
}

/** The notes of a turn that is under way. */
export interface Turn {
  readonly addedKeys: Set<string>;
  readonly held: Uint8Array[];
  readonly refused: Refused[];
  readonly waiting: Uint8Array[];
  readonly removed: Refused[];
  mustRebuild: boolean;
}

export const createTurn = (): Turn => ({
  addedKeys: new Set(),
  held: [],
  refused: [],
  waiting: [],
  removed: [],
  mustRebuild: false,
});

/** Notes that a statement left the shelf. What came in this same turn was never really there. */
export function noteRemoved(turn: Turn, { said, place, isInMap }: Held, reason: Dropped): void {
  const wasAdded = turn.addedKeys.delete(place.key);
  (wasAdded ? turn.refused : turn.removed).push({ id: said.id, reason });
  // The document shows a turn when it ends. What left may have made room for what it shows already.
  turn.mustRebuild ||= isInMap;
}

/** What a turn added and left on the shelf. */
export const addedIn = (turn: Turn, shelf: Shelf): readonly Held[] =>
  [...turn.addedKeys].flatMap((key) => shelf.get(key) ?? []);

export function receivedIn(turn: Turn, added: readonly Held[]): Received {
  const inMap = added.filter((held) => held.isInMap);
  const { held, refused, waiting, removed } = turn;
  let update: Uint8Array | null = null;
  return {
    applied: added.map(({ said }) => said.id),
    held,
    refused,
    waiting,
    removed,
    get update() {
      update ??= inMap.length === 0 ? null : encodeUpdate(inMap.map(placedOf));
      return update;
    },
    side: added.filter((each) => !each.isInMap).map(({ said }) => said),
  };
}

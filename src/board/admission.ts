// What the guard asks about an author. The roster, the policy and the moment are behind this interface; the
// relay and the phones have one each, over the same rules (identity and policy of src/domain).
import type { Opened, Parsed } from "../../crypto/cose.ts";
import type { Reason } from "./reason.ts";

/** How full the document is, the side list counted. */
export interface Room {
  /** Statements held. */
  readonly count: number;
  /** Bytes of them. */
  readonly bytes: number;
  /** Statements held by an author (32 bytes). */
  ofAuthor(publicKey: Uint8Array): number;
  /** The same statements, in the order of their arrival here. */
  saidBy(publicKey: Uint8Array): readonly Opened[];
}

/** Who may write in this document. Answers depend on nothing but the roster, the policy and the moment. */
export interface Admission {
  /**
   * May this be in the document? Asked before the signature is checked, so a forged statement is asked about
   * too: nothing may be counted here. Asked again, with an empty room, when the roster has moved.
   */
  judge(said: Parsed, room: Room): "ok" | Reason;
  /** May the author of this `erase` erase that one? Asked about other statements than `erase` only. */
  mayErase(eraser: Opened, target: Parsed): boolean;
  /**
   * Told once of each statement that the document took in: the place to count against a rate and to learn
   * from a `hello`. True when `judge` may answer otherwise now; the guard then looks again at who waits.
   */
  took?(said: Opened): boolean;
}

/** A document with nothing in it, for questions that are about the author alone. */
export const EMPTY_ROOM: Room = { count: 0, bytes: 0, ofAuthor: () => 0, saidBy: () => [] };

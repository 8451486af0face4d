// How a statement gets onto the shelf of a document, and off it again.
//
//   held already → skip · form, place, document · taken out before · erased · roster and quota · signature
//
// The roster is asked twice: before the signature, because it is cheap, and after it, because others of the
// same message were let in meanwhile.
import { copyBytes, equalBytes } from "../../crypto/bytes.ts";
import type { Parsed } from "../../crypto/cose.ts";
import type { Result } from "../../crypto/result.ts";
import { type Admission, EMPTY_ROOM } from "./admission.ts";
import { createErasures } from "./erasures.ts";
import { type Candidate, type Examined, type Guard, nameOfCandidate } from "./guard.ts";
import { type Dropped, isOfStanding } from "./reason.ts";
import type { Held, Shelf } from "./shelf.ts";
import { createTakenOut, type TakenOut } from "./taken_out.ts";
import { noteRemoved, type Turn } from "./turn.ts";
import type { Place } from "./update.ts";
import type { Proven } from "./verdicts.ts";
import { createWaitingBox } from "./waiting.ts";

/** The door of one document. Every method works on a turn; true means that the roster has moved by it. */
export interface Intake {
  /** Begins to check the signatures of what may come in as things stand; `take` goes on from there. */
  foresee(candidates: readonly Candidate[]): void;
  /** Lets in what may come in. */
  take(candidates: readonly Candidate[], turn: Turn): Promise<boolean>;
  /** After the roster moved: takes out whoever had no right to speak, lets in who may speak now. */
  rejudge(turn: Turn): Promise<boolean>;
  /** Takes out what is held under a key, if something is. */
  takeOut(key: string, reason: Dropped, turn: Turn): void;
  takenOut(): readonly TakenOut[];
}

export interface IntakeDeps {
  readonly guard: Guard;
  readonly shelf: Shelf;
  readonly admission: Admission;
  readonly waitingBytes: number;
  readonly takenOutMax: number;
  /** Called after each statement, so that long work is done in pieces; a relay needs none. */
  readonly pause?: () => Promise<void>;
}

interface Foreseen {
  readonly examined: Examined;
  readonly proof: Promise<Result<Proven, Dropped>>;
}

/** A statement without an envelope, as a copy. */
export const looseCandidate = (bytes: Uint8Array): Candidate => ({ bytes: copyBytes(bytes), claim: null });

export function createIntake(deps: IntakeDeps): Intake {
  const { guard, shelf, admission, pause } = deps;
  const erasures = createErasures(admission);
  const waiting = createWaitingBox(deps.waitingBytes);
  const takenOut = createTakenOut(deps.takenOutMax);

  /** What was begun for statements whose turn has not come. Only their own turn lets them in. */
  const foreseen = new WeakMap<Candidate, Foreseen>();

  function foresee(candidates: readonly Candidate[]): void {
    // Whoever works in pieces has no threads that could go ahead.
    if (pause !== undefined) return;
    for (const candidate of candidates) {
      if (candidate.claim !== null && shelf.get(candidate.claim.key) !== undefined) continue;
      const examined = guard.examine(candidate);
      if (!examined.ok) continue;
      const { said, place } = examined.value;
      if (shelf.get(place.key) !== undefined || judge(said, place.key) !== "ok") continue;
      const proof = guard.prove(examined.value);
      // A verifier that fails is told to whoever waits for the turn.
      proof.catch(() => {});
      foreseen.set(candidate, { examined: examined.value, proof });
    }
  }

  /** Signatures are checked together, everything else in order. */
  async function take(candidates: readonly Candidate[], turn: Turn): Promise<boolean> {
    const examined: { readonly candidate: Candidate; readonly each: Examined }[] = [];
    for (const candidate of candidates) {
      const each = examine(candidate, turn);
      if (each !== null) examined.push({ candidate, each });
      if (pause !== undefined) await pause();
    }
    const known = examined.flatMap(({ each }) => (each.proven ? [each] : []));
    if (known.length === examined.length) return admitAll(known, turn);
    const proven: Proven[] = [];
    const asked: ReturnType<Guard["prove"]>[] = [];
    for (const { candidate, each } of examined) {
      asked.push(foreseen.get(candidate)?.proof ?? guard.prove(each));
      if (pause !== undefined) await pause();
    }
    const answers = await Promise.all(asked);
    for (const [i, answer] of answers.entries()) {
      if (answer.ok) proven.push(answer.value);
      else
        turn.refused.push({
          id: (examined[i] as { each: Examined }).each.said.id,
          reason: answer.error,
        });
    }
    return admitAll(proven, turn);
  }

  /** Null when the statement is held, waits or is refused before its signature was looked at. */
  function examine(candidate: Candidate, turn: Turn): Examined | null {
    const { claim, bytes } = candidate;
    if (claim !== null && isHeld(claim, bytes, turn)) return null;
    const known = foreseen.get(candidate);
    // It was judged when it came, and is judged once more when it enters.
    if (known !== undefined) return known.examined;
    const examined = guard.examine(candidate);
    if (!examined.ok) {
      turn.refused.push({ id: nameOfCandidate(candidate), reason: examined.error });
      return null;
    }
    const { said, place, proven } = examined.value;
    if (claim === null && isHeld(place, bytes, turn)) return null;
    // Another signature of a held statement is checked too, and then not needed.
    if (proven || shelf.get(place.key) !== undefined) return examined.value;
    return mayEnter(said, place.key, turn) ? examined.value : null;
  }

  function isHeld(place: Place, bytes: Uint8Array, turn: Turn): boolean {
    const held = shelf.get(place.key);
    const isSame =
      held !== undefined && held.place.client === place.client && equalBytes(held.said.bytes, bytes);
    if (isSame) turn.held.push(held.said.id);
    return isSame;
  }

  function admitAll(proven: readonly Proven[], turn: Turn): boolean {
    let hasMoved = false;
    for (const each of proven) hasMoved = admit(each, turn) || hasMoved;
    return hasMoved;
  }

  function admit({ said, place }: Proven, turn: Turn): boolean {
    if (shelf.get(place.key) !== undefined) {
      turn.held.push(said.id);
      return false;
    }
    if (!mayEnter(said, place.key, turn)) return false;
    shelf.put({ said, place });
    turn.addedKeys.add(place.key);
    if (said.kind === "erase") {
      for (const key of erasures.add(said)) eraseIfCovered(key, turn);
    }
    return admission.took?.(said) ?? false;
  }

  /** Whether nothing speaks against a statement but its signature; otherwise it waits or is refused. */
  function mayEnter(said: Parsed, key: string, turn: Turn): boolean {
    const reason = judge(said, key);
    if (reason === "ok") return true;
    if (reason === "unknown_key") {
      waiting.add(key, said.bytes);
      turn.waiting.push(said.id);
    } else {
      turn.refused.push({ id: said.id, reason });
    }
    return false;
  }

  function judge(said: Parsed, key: string): "ok" | Dropped {
    const before = takenOut.get(key);
    if (before !== undefined) return before.reason;
    return erasures.covers(key, said) ? "erased" : admission.judge(said, shelf);
  }

  function rejudge(turn: Turn): Promise<boolean> {
    for (const held of [...shelf.all()]) {
      const reason = admission.judge(held.said, EMPTY_ROOM);
      if (reason !== "ok" && isOfStanding(reason)) drop(held, reason, turn);
    }
    for (const { place } of [...shelf.all()]) eraseIfCovered(place.key, turn);
    const back = takenOut.takeBack((said) => admission.judge(said, EMPTY_ROOM) === "ok");
    return take([...waiting.takeAll(), ...back.map((said) => said.bytes)].map(looseCandidate), turn);
  }

  function eraseIfCovered(key: string, turn: Turn): void {
    const held = shelf.get(key);
    if (held !== undefined && erasures.covers(key, held.said)) drop(held, "erased", turn);
  }

  function drop({ place, said }: Held, reason: Dropped, turn: Turn): void {
    noteRemoved(turn, shelf.remove(place.key), reason);
    if (said.kind === "erase") erasures.remove(said);
    if (reason === "erased") guard.forget(said);
    else takenOut.add(place.key, { said, reason });
  }

  function takeOut(key: string, reason: Dropped, turn: Turn): void {
    const held = shelf.get(key);
    if (held !== undefined) drop(held, reason, turn);
  }

  return { foresee, take, rejudge, takeOut, takenOut: takenOut.all };
}

// Reading a document: its state is a fold over its statements, in an order that every phone finds alike.
//
// What answers comes after what it answers, whatever their clocks say; among the rest the earlier `at` comes
// first, and of equal ones the smaller id. One statement that breaks a step is left out and counted, so that
// nobody can make a document unreadable with it.
import { bytesToBase64url, compareBytes } from "../../crypto/bytes.ts";
import type { Opened } from "../../crypto/cose.ts";

/** What a fold came to. */
export interface Folded<State> {
  readonly state: State;
  /** Statements whose step threw. */
  readonly ignored: readonly Opened[];
}

/** Folds statements that a guard let in. A step gives a new state or throws; it changes nothing in place. */
export function foldStatements<State>(
  statements: Iterable<Opened>,
  start: State,
  step: (state: State, said: Opened) => State,
): Folded<State> {
  let state = start;
  const ignored: Opened[] = [];
  for (const said of inOrder(statements)) {
    try {
      state = step(state, said);
    } catch {
      ignored.push(said);
    }
  }
  return { state, ignored };
}

/** Statements that a guard let in, each after those of them that it answers. */
export function inOrder(statements: Iterable<Opened>): readonly Opened[] {
  const sorted = [...statements].sort((a, b) => atOf(a) - atOf(b) || compareBytes(a.id, b.id));
  const leftByKey = new Map(sorted.map((said) => [bytesToBase64url(said.id), said]));
  const ordered: Opened[] = [];
  for (const first of sorted) {
    // An own stack: a chain of answers may be as long as the document. It ends, because an id is a hash.
    const stack = [first];
    for (let said = stack.at(-1); said !== undefined; said = stack.at(-1)) {
      const key = bytesToBase64url(said.id);
      const before = refsOf(said).flatMap((id) => leftByKey.get(bytesToBase64url(id)) ?? []);
      if (leftByKey.has(key) && before.length > 0) {
        stack.push(...before.reverse());
        continue;
      }
      stack.pop();
      if (leftByKey.delete(key)) ordered.push(said);
    }
  }
  return ordered;
}

/** The moment that a document statement carries: unix milliseconds × 2048 + counter. */
export const atOf = ({ payload }: Opened): number => payload[3] as number;

/** The ids that a document statement answers. */
export const refsOf = ({ payload }: Opened): readonly Uint8Array[] => payload[4] as readonly Uint8Array[];

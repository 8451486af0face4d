// What a function answers when the caller must decide, and what it does when the impossible happens.
//
//   const opened = await openStatement(bytes, community, verify);
//   if (!opened.ok) return tell(opened.error);      // expected: a value of a closed union
//   invariant(total === 0, "the ledger sums to 0"); // impossible: stop here

/** A value, or one reason of a closed union why there is none. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** The good answer. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** The expected failure. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** Throws when what must always hold does not: a defect of this program, never bad input from outside. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${message}`);
}

/** The end of every switch over a closed union; the compiler refuses it while a member is not handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}

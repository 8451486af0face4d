/** How acts answer screens: a value or a fault, never an exception. */
import { isTaken } from "./mutex.ts";
import type { Outcome } from "./outbox.ts";
import type { Answer, Fault } from "./station.ts";
import { isQuota } from "./store.ts";

export const done: Answer = { ok: true, value: null };
export const good = <T>(value: T): Answer<T> => ({ ok: true, value });
export const bad = (fault: Fault): { readonly ok: false; readonly fault: Fault } => ({ ok: false, fault });

/** An act that was kept and did not reach the relay waits truthfully; only a refusal is bad news. */
export const answerOf = (outcome: Outcome): Answer =>
  outcome.state === "refused" ? bad(outcome.fault) : done;

/** An act whose result is of no use before the relay has it. */
export const answerNow = (outcome: Outcome): Answer =>
  outcome.state === "waiting" ? bad("relay_unreachable") : answerOf(outcome);

/** Runs an act; what the browser's storage throws becomes its fault. */
export async function acted<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work();
  } catch (error) {
    console.error("an act failed", error);
    return bad(faultOfError(error));
  }
}

function faultOfError(error: unknown): Fault {
  if (isQuota(error)) return "storage_full";
  if (isTaken(error)) return "other_page";
  return isMissingCode(error) ? "relay_unreachable" : "storage_lost";
}

/** A part of the program that is fetched when somebody needs it did not come. */
const isMissingCode = (error: unknown): boolean =>
  error instanceof TypeError && /module/iu.test(error.message);

/** Waits for work that goes on by itself, but keeps nobody waiting for longer than that. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

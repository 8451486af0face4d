/**
 * What will be due, ordered by time: a binary heap. Timers are hints; the state decides when one comes up,
 * so a stale timer does no harm and the same timer may stand twice.
 */
import type { Id, Moment } from "./units.ts";

export interface Timer {
  readonly at: Moment;
  readonly due: "auto_confirm" | "lapse" | "lapse_pending" | "expire";
  readonly id: Id;
}

export interface Timers {
  readonly add: (timer: Timer) => void;
  /** The next timer, left in place; undefined when there is none. */
  readonly peek: () => Timer | undefined;
  readonly pop: () => Timer | undefined;
}

export function createTimers(): Timers {
  const heap: Timer[] = [];
  const isBefore = (a: number, b: number): boolean =>
    (heap[a]?.at ?? Number.POSITIVE_INFINITY) < (heap[b]?.at ?? Number.POSITIVE_INFINITY);
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Timer, heap[a] as Timer];
  };
  const siftUp = (place: number): void => {
    const parent = (place - 1) >> 1;
    if (place === 0 || !isBefore(place, parent)) return;
    swap(place, parent);
    siftUp(parent);
  };
  const siftDown = (place: number): void => {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    const first = isBefore(right, left) ? right : left;
    if (!isBefore(first, place)) return;
    swap(place, first);
    siftDown(first);
  };
  return {
    add: (timer) => {
      heap.push(timer);
      siftUp(heap.length - 1);
    },
    peek: () => heap[0],
    pop: () => {
      const top = heap[0];
      const last = heap.pop();
      if (top !== undefined && last !== undefined && heap.length > 0) {
        heap[0] = last;
        siftDown(0);
      }
      return top;
    },
  };
}

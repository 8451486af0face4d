/** A seeded source of chance, so that a failure can be run again. */
export interface Random {
  /** 0 to below n. */
  below(n: number): number;
  /** Whether it happens, with probability p. */
  chance(p: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffle<T>(from: readonly T[]): T[];
  bytes(n: number): Uint8Array;
}

/** mulberry32 */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    chance: (p) => next() < p,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
    shuffle: (from) => {
      const list = [...from];
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]];
      }
      return list;
    },
    bytes: (n) => Uint8Array.from({ length: n }, () => below(256)),
  };
}

/** Seeds to run: SEED=n for one of them, SIM_SEEDS=n for as many. */
export function seeds(count: number): readonly number[] {
  const { SEED, SIM_SEEDS } = process.env;
  if (SEED !== undefined) return [Number(SEED)];
  return Array.from({ length: SIM_SEEDS === undefined ? count : Number(SIM_SEEDS) }, (_, i) => i + 1);
}

/**
 * A station that is still on its way: the first screen is drawn before keys, boards and ledger have been loaded and
 * opened. Acts that are asked for meanwhile wait for it.
 */
import type { Id, Moment } from "../domain/units.ts";
import type { Acts, Person, Station, StationView } from "../peer/station.ts";

const OPENING: Omit<StationView, "now"> = {
  phase: "opening",
  community: null,
  me: null,
  sync: { word: "unknown", reach: "unknown", at: null, waiting: [] },
  needs: [],
  people: new Map<Id, Person>(),
  wallet: null,
  notices: [],
  elders: [],
  newcomers: [],
  pending: [],
  identities: [],
  rosterAgeDays: 0,
  storage: "unknown",
  recovering: null,
  lostMarker: null,
  isTestClock: false,
  isDemo: false,
  isClientTooOld: false,
  keyFault: null,
};

/** Until it comes: what was seen last on this phone, or nothing. */
export function createComingStation(
  coming: Promise<Station>,
  nowMs: () => number,
  remembered: StationView | null,
): Station {
  const opening: StationView = remembered ?? { ...OPENING, now: Math.floor(nowMs() / 1000) as Moment };
  const listeners = new Set<() => void>();
  let station: Station | null = null;
  const arrive = (opened: Station): void => {
    station = opened;
    const tell = (): void => {
      for (const listener of [...listeners]) listener();
    };
    opened.subscribe(tell);
    tell();
  };
  // Whoever started the loading says what happens when it fails.
  coming.then(arrive, () => undefined);
  const acts = new Proxy({} as Acts, {
    get:
      (_, name) =>
      async (...args: readonly unknown[]): Promise<unknown> => {
        const act = (await coming).acts[name as keyof Acts] as (...given: readonly unknown[]) => unknown;
        return act(...args);
      },
  });
  return {
    view: () => station?.view() ?? opening,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acts,
    contactFor: (need) => station?.contactFor(need) ?? { state: "waiting" },
    asked: (entry) => station?.asked(entry) ?? null,
    devicesOf: (account) => station?.devicesOf(account) ?? [],
    close: async () => (await coming).close(),
  };
}

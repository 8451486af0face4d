/**
 * What the screens showed last, kept beside the vault so that the next start can draw at once: before keys, Yjs and
 * the boards are there (docs/spec/peer.md, P90–P96). It is a picture, not a source: nothing is decided by it, and
 * acts wait for the station.
 */
import type { NeedStatus, NeedView } from "../domain/need.ts";
import type { Id, Moment } from "../domain/units.ts";
import type { Me, Person, StationView } from "./station.ts";

/** Needs kept: two pages of the list, and what somebody is part of. */
export const SEEN_NEEDS_MAX = 40;

/** Characters of the whole picture; a larger one is not kept. */
export const SEEN_CHARACTERS_MAX = 120_000;

export interface LastSeen {
  /** The picture as a view of now, or null; what cannot be read is thrown away. */
  recall(nowMs: number): StationView | null;
  /** Keeps the picture of a view that is ready; of any other it keeps nothing. */
  keep(view: StationView, nowMs: number): void;
  drop(): void;
  /** Drops the picture of anybody else; null: nobody is here. */
  dropUnless(account: Id | null): void;
}

const KEY = "yizhan/seen";

interface Kept {
  readonly build: string;
  /** Seconds by which the relay's clock was ahead of this device's. */
  readonly skew: number;
  readonly people: readonly Person[];
  readonly view: Omit<StationView, "people">;
}

/** `build` names the program: what another one kept may have other fields, and is not drawn. */
export function createLastSeen(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  build: string,
): LastSeen {
  const guarded = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  const drop = (): void => guarded(() => storage.removeItem(KEY), undefined);
  function read(): Kept | null {
    const text = guarded(() => storage.getItem(KEY), null);
    if (text === null) return null;
    const kept = guarded(() => JSON.parse(text) as Kept | null, null);
    if (kept?.build === build && kept.view?.me != null) return kept;
    drop();
    return null;
  }
  return {
    recall(nowMs) {
      const kept = read();
      if (kept === null) return null;
      const people = new Map(kept.people.map((person) => [person.id, person]));
      return { ...kept.view, people, now: (Math.floor(nowMs / 1000) + kept.skew) as Moment };
    },
    keep(view, nowMs) {
      if (view.phase !== "ready" || view.me === null) return;
      const text = JSON.stringify(pictureOf(view, nowMs, build));
      if (text.length > SEEN_CHARACTERS_MAX) drop();
      else guarded(() => storage.setItem(KEY, text), undefined);
    },
    drop,
    dropUnless(account) {
      if (read()?.view.me?.id !== account) drop();
    },
  };
}

/** Only what home and list draw: no contact, no 恢复码, no keys, nothing that stewards or operators work on. */
function pictureOf(view: StationView, nowMs: number, build: string): Kept {
  const needs = chosenOf(view);
  const named = new Set<Id>([
    ...needs.flatMap(({ requester, by, helper, standbys }) => [requester, by, helper ?? by, ...standbys]),
    ...view.elders.map(({ id }) => id),
  ]);
  const home = view.me?.building;
  const people = [...view.people.values()].filter(
    ({ id, isSteward, building }) => named.has(id) || (isSteward && building === home),
  );
  return {
    build,
    skew: view.now - Math.floor(nowMs / 1000),
    people,
    view: {
      ...view,
      phase: "remembered",
      me: view.me === null ? null : meSeen(view.me),
      sync: { ...view.sync, waiting: [] },
      needs,
      wallet: view.wallet === null ? null : { ...view.wallet, lines: [] },
      notices: view.notices.filter(({ isNew }) => isNew),
      newcomers: [],
      pending: [],
      identities: [],
      recovering: null,
      lostMarker: null,
    },
  };
}

const meSeen = (me: Me): Me => ({
  ...me,
  contact: null,
  recoveryCode: null,
  devices: me.devices.map((device) => ({ ...device, name: null })),
});

const UNDER_WAY: ReadonlySet<NeedStatus> = new Set([
  "waiting_points",
  "open",
  "taken",
  "running",
  "ended",
  "disputed",
]);

/** What she is part of first, then the newest; in the view's order. */
function chosenOf({ needs, me, elders }: StationView): readonly NeedView[] {
  const mine = new Set<Id | null>([me?.id ?? null, ...elders.map(({ id }) => id)]);
  const under = needs.filter(({ status }) => UNDER_WAY.has(status));
  const isPart = (need: NeedView): boolean => mine.has(need.requester) || mine.has(need.helper);
  const first = [...under.filter(isPart), ...under.filter((need) => !isPart(need))];
  const chosen = new Set(first.slice(0, SEEN_NEEDS_MAX));
  return under.filter((need) => chosen.has(need));
}

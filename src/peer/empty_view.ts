/** The view of a phone on which nobody is at work, and what every view takes from the vault. */
import type { Id, Moment } from "../domain/units.ts";
import type { Ground } from "./session.ts";
import type { StationView } from "./station.ts";
import { syncWord } from "./status.ts";
import type { IdentityKept } from "./vault.ts";

/** What the vault tells beside the session. */
export interface Aside {
  readonly phase: "empty" | "lost" | "recovering";
  readonly identities: readonly IdentityKept[];
  readonly noticesReadAt: Moment;
  /** Names of people for whom accounts were opened and not yet witnessed. */
  readonly elderNames: Readonly<Record<string, string>>;
  readonly storage: StationView["storage"];
  readonly recovering: StationView["recovering"];
  readonly lostMarker: StationView["lostMarker"];
}

export const keptOf = ({ storage, recovering, lostMarker }: Aside): Pick<StationView, KeptWord> => ({
  storage,
  recovering,
  lostMarker,
});
type KeptWord = "storage" | "recovering" | "lostMarker";

export function emptyView(ground: Ground, aside: Aside): StationView {
  const { phase, identities } = aside;
  const { http, clock } = ground;
  return {
    phase,
    community: null,
    me: null,
    sync: {
      // Where nobody has joined there is nothing to be in step with: only a failure is news.
      word: http.reach === "reached" ? "unknown" : syncWord(http.reach, true, []),
      reach: http.reach,
      at: null,
      waiting: [],
    },
    needs: [],
    people: new Map(),
    wallet: null,
    notices: [],
    elders: [],
    newcomers: [],
    pending: [],
    identities: identities.map((kept) => identityOf(kept, null)),
    rosterAgeDays: 0,
    ...keptOf(aside),
    isTestClock: http.isTestClock,
    isDemo: http.isDemo,
    isClientTooOld: http.isClientTooOld,
    keyFault: ground.keyFault,
    now: clock.moment(),
  };
}

export const identityOf = (
  { community, account, name }: IdentityKept,
  current: Id | null,
): StationView["identities"][number] => ({ community, account, name, isCurrent: account === current });

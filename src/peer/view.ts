/** The one immutable view that screens read, made anew from what the session holds. */
import { isOperator, isStewardOf, policyAt, standing } from "../domain/authority.ts";
import type { Entry } from "../domain/entry.ts";
import { isSuperseded } from "../domain/keys_held.ts";
import { DAY, type Id, type KeyText, keyText, type Moment } from "../domain/units.ts";
import { devicesShown } from "./devices.ts";
import { type Aside, identityOf, keptOf } from "./empty_view.ts";
import type { Asked } from "./keeping.ts";
import { foldNotices } from "./notices.ts";
import { foldNames, foldPeople, personOf } from "./people.ts";
import type { Session } from "./session.ts";
import type { Community, Me, Person, StationView, Waiting } from "./station.ts";
import { syncWord, waitingOf } from "./status.ts";
import type { IdentityKept } from "./vault.ts";
import { walletLines } from "./wallet_lines.ts";

export function viewOf(session: Session, aside: Aside): StationView {
  const { roster, book, boards, states, account, ground, again } = session;
  const now = ground.clock.moment();
  const authority = roster.authority();
  const said = boards.said();
  const needs = session.needs();
  const leaves = states.leaves();
  const roll = [authority, authority.registryCount] as const;
  const names = again("names", [said, ...roll], () => foldNames(said, authority));
  const people = foldPeople(authority, names, now);
  const waiting = waitingOf(session);
  const page = book.page(account);
  const { policy } = policyAt(authority, now);
  const mine = session.accounts();
  return {
    phase: "ready",
    community: communityOf(session, now),
    me: meOf(session, people, now),
    sync: {
      word: syncWord(ground.http.reach, roster.isTrusted, waiting),
      reach: ground.http.reach,
      at: roster.freshAt,
      waiting,
    },
    needs,
    people,
    wallet:
      page === null
        ? null
        : {
            available: page.available,
            held: page.held,
            lines: again("lines", [leaves, policy.step_seconds], () =>
              walletLines(leaves, account, policy.step_seconds),
            ),
          },
    notices: again(
      "notices",
      [mine.join(), needs, leaves, said, ...roll, refusedIn(waiting), aside.noticesReadAt],
      () =>
        foldNotices({
          me: account,
          mine,
          needs,
          leaves,
          registry: roster.leavesAbout(account),
          own: keyText(session.device.signer.publicKey),
          said,
          authority,
          waiting,
          readAt: aside.noticesReadAt,
        }),
    ),
    elders: mine.filter((id) => id !== account).flatMap((id) => people.get(id) ?? []),
    newcomers: newcomersOf(session, people, now),
    pending: pendingOf(session, people, aside),
    identities: aside.identities.map((kept) => identityOf(kept, account)),
    rosterAgeDays: roster.freshAt === null ? 0 : Math.max(0, Math.floor((now - roster.freshAt) / DAY)),
    ...keptOf(aside),
    lostMarker: null,
    isTestClock: ground.http.isTestClock,
    isDemo: session.identity.isDemo === true || ground.http.isDemo,
    isClientTooOld: ground.http.isClientTooOld,
    keyFault: ground.keyFault,
    now,
  };
}

/** What of the list is news: only what was refused is. */
const refusedIn = (waiting: readonly Waiting[]): string =>
  waiting
    .filter(({ state }) => state === "refused")
    .map(({ key, fault, since }) => `${key} ${fault} ${since}`)
    .join();

function communityOf({ roster }: Session, now: Moment): Community {
  const { founding, manifest } = roster;
  const { policy, preset } = policyAt(roster.authority(), now);
  return {
    id: founding.community,
    name: manifest?.name ?? founding.name,
    timeZone: founding.timeZone,
    buildings: manifest?.buildings ?? [],
    policy,
    preset,
  };
}

function meOf(session: Session, people: ReadonlyMap<Id, Person>, now: Moment): Me {
  const { identity, roster, account, device } = session;
  const authority = roster.authority();
  const registered = authority.accounts.get(account);
  const stands = standing(authority, account, now);
  const person =
    people.get(account) ?? (registered === undefined ? null : personOf(registered, null, new Set(), now));
  return {
    ...(person ?? personBefore(identity)),
    name: person?.name ?? identity.name,
    standing: registered === undefined ? "waiting" : stands === "vouched" ? "vouched" : "registered",
    roles: (registered?.roles ?? [])
      .filter(({ endedAt, expires }) => endedAt === null && (expires === 0 || now <= expires))
      .map(({ role, building }) => ({ role, building })),
    consents: consentsOf(session, account),
    contact: session.contacts.own(account),
    recoveryCode: codeShown(session, now),
    // A key that was taken away cannot read the roster any more: what it held of it is old.
    devices: devicesShown(
      authority,
      account,
      keyText(device.signer.publicKey),
      now,
      session.phoneNames.all,
    ).filter(({ isThis }) => !(isThis && session.isRemoved)),
    isOperator: isOperator(authority, account, now),
  };
}

/** Its own code, until another phone has made a newer one. */
function codeShown({ device, roster, account }: Session, now: Moment): string | null {
  const authority = roster.authority();
  if (device.recoveryCode === null || authority.recoveries.size < 2) return device.recoveryCode;
  const first = [...authority.recoveries.values()].find((one) => one.account === account)?.key;
  const known = authority.recoveries.get(device.recoveryKey ?? first ?? ("" as KeyText));
  return known !== undefined && isSuperseded(authority, known, now) ? null : device.recoveryCode;
}

const personBefore = ({ account, name, building, createdAt }: IdentityKept): Person => ({
  id: account,
  name,
  building,
  isSteward: false,
  isVouched: false,
  isAdult: false,
  isKept: false,
  household: account,
  registeredAt: createdAt,
});

/** Texts agreed to: in the log, or signed and on their way. */
export function consentsOf({ book, outbox, again }: Session, account: Id): readonly string[] {
  const logged = again(`consents/${account}`, [book.leaves.size], () =>
    [...book.leaves.values()].flatMap(({ leaf, entry }) =>
      leaf.status === 0 && entry?.kind === "consent" && entry.as === account ? [entry.body.text] : [],
    ),
  );
  const signed = outbox.entries.flatMap(({ kind, fault, text }) =>
    kind === "consent" && fault === null && text !== undefined ? [text] : [],
  );
  return [...new Set([...logged, ...signed])];
}

function newcomersOf(
  { roster, account }: Session,
  people: ReadonlyMap<Id, Person>,
  now: Moment,
): readonly Person[] {
  const authority = roster.authority();
  const looksAfter = (building: string): boolean =>
    isOperator(authority, account, now) || isStewardOf(authority, account, building, now);
  return [...people.values()]
    .filter(({ isVouched, building, id }) => !isVouched && id !== account && looksAfter(building))
    .sort((a, b) => b.registeredAt - a.registeredAt);
}

function pendingOf(
  { roster, account, ground, community }: Session,
  people: ReadonlyMap<Id, Person>,
  aside: Aside,
): StationView["pending"] {
  return [...roster.authority().pending.values()].flatMap(({ id, at, state, entry }) => {
    const asked = state === "waiting" && entry.as === account ? askedIn(entry) : null;
    if (asked === null) return [];
    const name = asked.what === "register" ? aside.elderNames[id] : people.get(asked.account)?.name;
    const link = cosignLink(ground.platform.origin, community, id);
    return [{ entry: id, what: asked.what, name: name ?? "", link, since: at }];
  });
}

function askedIn(entry: Entry): Asked | null {
  if (entry.as === null) return null;
  if (entry.kind === "register") return { what: "register", account: entry.id, by: entry.as };
  return entry.kind === "recover" ? { what: "recover", account: entry.body.account, by: entry.as } : null;
}

/** What a witness is asked about. */
export function askedOf({ roster }: Session, id: Id): Asked | null {
  const waits = roster.authority().pending.get(id);
  return waits?.state === "waiting" ? askedIn(waits.entry) : null;
}

export const cosignLink = (origin: string, community: Id, entry: Id): string =>
  `${origin}/cosign#${community}${entry}`;

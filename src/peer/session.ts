/**
 * One person of one community at work on this phone: everything that keeps or moves her data, wired together. A
 * session ends when 我是谁 switches or the page closes; what it knew is in the vault.
 */
import type { Verify } from "../../crypto/verify.ts";
import { eldersOf, type Standing, standing } from "../domain/authority.ts";
import type { Founding } from "../domain/founding.ts";
import type { NeedView } from "../domain/need.ts";
import { createNeedsFold } from "../domain/needs_again.ts";
import type { Id } from "../domain/units.ts";
import { type Again, createAgain } from "./again.ts";
import { type Boards, createBoards } from "./boards.ts";
import { type Book, openBook } from "./book.ts";
import type { Clock } from "./clock.ts";
import { type Contacts, openContacts } from "./contact.ts";
import type { KeyFault } from "./container.ts";
import type { Device } from "./device.ts";
import { type ChangedWhat, type Events, listenToEvents } from "./events.ts";
import { createHelloMaker } from "./hello.ts";
import { authFor, type Http } from "./http.ts";
import { type Intents, openIntents } from "./intents.ts";
import { OLDER_AFTER_MS, REFRESH_MS } from "./limits.ts";
import { createRepeated, unlessTaken } from "./mutex.ts";
import { createNamesAgain } from "./names.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { openPhoneNames, type PhoneNames } from "./phone_names.ts";
import type { StationDeps } from "./platform.ts";
import { openRoster, type Roster } from "./roster.ts";
import { openSaidLog, type SaidLog } from "./said_log.ts";
import { createPen, type Pen } from "./say.ts";
import { createStates, type States } from "./states.ts";
import type { IdentityKept, IntentKept, Vault, Written } from "./vault.ts";

/** What every session and the acts before one share. */
export interface Ground {
  readonly platform: StationDeps;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly http: Http;
  readonly verify: Verify;
  /** Why no key is made in this browser. */
  readonly keyFault: KeyFault | null;
}

export interface Session {
  readonly ground: Ground;
  readonly identity: IdentityKept;
  readonly device: Device;
  readonly community: Id;
  readonly account: Id;
  readonly roster: Roster;
  readonly book: Book;
  readonly outbox: Outbox;
  readonly boards: Boards;
  readonly saidLog: SaidLog;
  readonly pen: Pen;
  readonly states: States;
  readonly contacts: Contacts;
  readonly intents: Intents;
  readonly phoneNames: PhoneNames;
  /** The relay says that this phone's key was taken away. Nothing else follows from its word. */
  readonly isRemoved: boolean;
  /** Folds of this session that are made once while nothing under them changes. */
  readonly again: Again;
  /** Needs as the boards and the proved leaves tell them, newest first. */
  needs(): readonly NeedView[];
  /** Brings everything up to date, as far as the relay is there. */
  refresh(): Promise<void>;
  /** Tries everything that waits at once. */
  retry(): Promise<void>;
  /** Accounts that this person looks after: her own and those she speaks for. */
  accounts(): readonly Id[];
  close(): Promise<void>;
}

export interface SessionDeps {
  readonly ground: Ground;
  readonly identity: IdentityKept;
  readonly device: Device;
  readonly founding: Founding;
  /** Something that screens show has changed. */
  readonly onNews: () => void;
  /** Signs what waited out its countdown. */
  readonly signIntent: (session: Session, intent: IntentKept) => Promise<void>;
}

export async function openSession(deps: SessionDeps): Promise<Session> {
  const { ground, identity, device, founding } = deps;
  const { platform, vault, clock, http, verify } = ground;
  const { account, community } = identity;
  const as = { signer: device.signer, community };
  let isClosed = false;
  const fold = createNeedsFold();
  let needsCache: readonly NeedView[] | null = null;
  let lastStanding: Standing = "none";
  let isRemoved = false;

  const news = (): void => {
    needsCache = null;
    if (!isClosed) deps.onNews();
  };
  const auth = (path: string): Promise<string | null> =>
    Promise.resolve(
      roster.authority().keys.size === 0 ? null : authFor(path, community, device.signer, clock),
    );

  const roster = await openRoster({ founding, http, vault, verify, now: clock.moment });
  const [book, saidLog] = await Promise.all([
    openBook({ roster, http, vault, verify }),
    openSaidLog({ community, account, vault, verify }),
  ]);
  const outbox = createOutbox({
    community,
    account,
    signer: device.signer,
    vault,
    http,
    clock,
    book,
    learnKeys: lookAtRoster,
    platform,
  });
  const boards = createBoards({
    account,
    building: identity.building,
    roster,
    clock,
    verify,
    saidLog,
    auth,
    onUnknown: lookAtRoster,
    platform,
  });
  const hello = await createHelloMaker({
    account,
    publicKey: device.signer.publicKey,
    roster,
    http,
    vault,
  });
  const pen = createPen({ account, signer: device.signer, boards, saidLog, clock, roster, hello });
  const states = createStates({
    boards,
    book,
    roster,
    pen,
    saidLog,
    locks: platform.locks,
    onNews: () => void stateNews().catch(() => undefined),
  });
  const contacts = await openContacts({
    account,
    device,
    roster,
    http,
    clock,
    vault,
    verify,
    needs,
    platform,
  });

  function needs(): readonly NeedView[] {
    needsCache ??= fold({
      said: boards.said(),
      leaves: states.leaves(),
      authority: roster.authority(),
      now: clock.moment(),
    });
    return needsCache;
  }

  const accounts = (): readonly Id[] => [
    account,
    ...eldersOf(roster.authority(), account, clock.moment()).map(({ id }) => id),
  ];

  /** A neighbour showed a leaf of a need of ours: our account has moved, too. */
  async function stateNews(): Promise<void> {
    news();
    void contacts.send().catch(() => undefined);
    const mine = new Set(accounts());
    const ours = states
      .leaves()
      .filter(
        ({ index, entry }) =>
          !book.leaves.has(index) &&
          entry !== null &&
          ((entry.as !== null && mine.has(entry.as)) ||
            needs().some((need) => need.id === entry.refs[0] && mine.has(need.requester))),
      );
    if ((await book.lacking(ours.map(({ index }) => index))).length > 0) await refreshAccounts();
  }

  async function lookAtRoster(): Promise<void> {
    const fault = await roster.refresh(as);
    if (fault !== null && fault !== "key_removed") return;
    const isNews = isRemoved !== (fault !== null);
    isRemoved = fault !== null;
    if (isNews) news();
  }

  const refreshRoster = createRepeated(lookAtRoster);
  const refreshAccounts = createRepeated(async () => {
    if (isClosed) return;
    for (const one of accounts()) await book.refresh(one, as);
    await states.show();
    await contacts.send();
  });

  const sayNamesAgain = createNamesAgain();
  const refresh = createRepeated(async () => {
    if (isClosed) return;
    await outbox.flush().catch(unlessTaken);
    await lookAtRoster();
    await roster.refreshManifest();
    await hello.refresh();
    await boards.follow();
    await pen.deliver();
    await refreshAccounts();
    await sayNamesAgain(session);
    await contacts.fetch();
    news();
  });

  function changed(what: ChangedWhat): void {
    const work: Readonly<Record<ChangedWhat, () => Promise<unknown>>> = {
      roster: refreshRoster,
      account: refreshAccounts,
      need: refreshAccounts,
      box: contacts.fetch,
      manifest: roster.refreshManifest,
      // Every commit has one; the roster's answer carries the newest checkpoint often enough.
      checkpoint: async () => undefined,
    };
    work[what]().catch(() => undefined);
  }

  const stops: (() => void)[] = [
    roster.onChange(() => void afterRoster().catch(() => undefined)),
    book.onAdd(() => {
      news();
      void states.show().catch(() => undefined);
    }),
    outbox.onChange(news),
    saidLog.onChange(news),
    contacts.onChange(news),
    boards.onConnection(connectionMoved),
    http.onReach(reachMoved),
    boards.onChange((added) => {
      news();
      void states
        .hear(added)
        .then(contacts.send)
        .catch(() => undefined);
    }),
    vault.onForeignWrite((written) => void reloadFrom(written).catch(() => undefined)),
  ];

  async function afterRoster(): Promise<void> {
    news();
    await boards.rejudge();
    await hello.refresh();
    await boards.follow();
    await pen.deliver();
    boards.retry();
    events.retry();
    const stands = standing(roster.authority(), account, clock.moment());
    if (stands !== lastStanding) boards.resync();
    lastStanding = stands;
    await contacts.send();
    news();
  }

  /** A socket that breaks, or that opens where nothing answered, contradicts what is known: one question tells. */
  function connectionMoved(): void {
    news();
    if (!isClosed && boards.isConnected !== (http.reach === "reached"))
      void http.ask({ path: `/c/${community}/time` });
  }

  function reachMoved(): void {
    news();
    if (isClosed || http.reach !== "reached") return;
    boards.retry();
    events.retry();
    void outbox.flush().catch(() => undefined);
  }

  /** Another tab of this browser wrote: what this one holds in memory is read again. */
  async function reloadFrom(written: Written): Promise<void> {
    if (written.has("outbox")) await outbox.reload();
    if (written.has("said")) await saidLog.reload();
    if (written.has("intents")) await intents.reload();
    if (written.has("contacts")) await contacts.reload();
    if (written.has("kept")) await phoneNames.reload();
    const leaves = written.get("leaves");
    if (leaves !== undefined)
      await book.add((await vault.some("leaves", leaves)).filter((row) => row.community === community));
    news();
  }

  const phoneNames = await openPhoneNames(vault, account);
  await outbox.reload();
  const session: Session = {
    ground,
    identity,
    device,
    community,
    account,
    roster,
    book,
    outbox,
    boards,
    saidLog,
    pen,
    states,
    contacts,
    phoneNames,
    get isRemoved() {
      return isRemoved;
    },
    again: createAgain(),
    get intents() {
      return intents;
    },
    needs,
    refresh,
    async retry() {
      boards.retry();
      events.retry();
      await refresh();
    },
    accounts,
    async close() {
      isClosed = true;
      for (const stop of stops) stop();
      intents.stop();
      outbox.stop();
      events.close();
      clearInterval(timer);
      clearTimeout(later);
      book.close();
      await boards.close();
    },
  };
  const events: Events = listenToEvents({
    http,
    path: `/c/${community}/events`,
    auth: () => auth(`/c/${community}/events`),
    random: platform.random,
    onOpen: () => void refresh().catch(() => undefined),
    onChanged: changed,
  });
  await boards.follow();
  const intents: Intents = await openIntents({
    community,
    account,
    vault,
    platform,
    sign: (intent) => deps.signIntent(session, intent),
  });
  stops.push(intents.onChange(news));
  const timer = setInterval(() => void refresh().catch(() => undefined), REFRESH_MS);
  const later = setTimeout(
    () =>
      void book
        .openOlder()
        .then(news)
        .catch(() => undefined),
    OLDER_AFTER_MS,
  );
  void refresh().catch(() => undefined);
  return session;
}

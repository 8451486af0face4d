/**
 * The station on this phone: opens the vault and whoever was at work here last, then answers screens with one view
 * and a handful of acts. The platform comes in as an argument.
 */
import { type Founding, openFounding } from "../domain/founding.ts";
import type { Id, Moment } from "../domain/units.ts";
import { maskPhone } from "../domain/words.ts";
import { joinActs } from "./acts_join.ts";
import { keyActs } from "./acts_keys_lazy.ts";
import { acted } from "./answers.ts";
import { createClock } from "./clock.ts";
import { type KeyFault, whyNoKey } from "./container.ts";
import { hasEd25519, openDevice, verifierFor } from "./device.ts";
import { type Aside, emptyView } from "./empty_view.ts";
import { fetchFounding } from "./fetch_founding.ts";
import type { Host, RecoveryWatch } from "./host.ts";
import { createHttp } from "./http.ts";
import { openKeptVerify } from "./kept_verify.ts";
import { NEWS_MS, TICK_MS } from "./limits.ts";
import { markerOf, readMarker } from "./marker.ts";
import { lazyActs, type MemberActs } from "./member_acts.ts";
import { phonesRow } from "./phone_names.ts";
import type { StationDeps } from "./platform.ts";
import { createSeenKeeper } from "./seen_keeper.ts";
import type { Ground, Session } from "./session.ts";
import type { Acts, Contact, Station, StationView } from "./station.ts";
import { createStorageWord } from "./storage_word.ts";
import { refuseWhileTooOld } from "./too_old.ts";
import { type IdentityKept, openVault, type RecoveryKept, type Vault } from "./vault.ts";
import { createMemoryVault } from "./vault_memory.ts";

export { browserDeps } from "./browser.ts";
export type { StationDeps } from "./platform.ts";

const KEPT = () => true;

/** Documents and their library are loaded for somebody who is somebody here: a poster is seen before. */
const loadMembers = async () => (await import("./members.ts")).members;
type Members = Awaited<ReturnType<typeof loadMembers>>;

export async function openStation(platform: StationDeps): Promise<Station> {
  // Whoever was somebody here will need documents: their code comes while the vault is read.
  if (platform.marker.read() !== null) loadMembers().catch(() => undefined);
  const [{ vault, keyFault, kept }, isFast] = await Promise.all([
    openVaultOrLook(platform),
    platform.useWebCryptoKeys !== false && hasEd25519(platform.subtle),
  ]);
  const clock = await createClock(vault, platform.now);
  const http = createHttp(platform, clock);
  const good = openKeptVerify({ verify: await verifierFor(platform, isFast), vault, platform });
  const ground: Ground = { platform, vault, clock, http, verify: good.verify, keyFault };
  const listeners = new Set<() => void>();
  let session: Session | null = null;
  let members: Members | null = null;
  let identities = kept;
  let recovery: RecoveryWatch | null = null;
  const storage = createStorageWord(platform, () => news());
  let aside = await readAside();
  let view: StationView | null = null;
  let held: StationView | null = null;
  let isTold = true;
  const seen = createSeenKeeper({ platform, vault, view: () => current() });

  async function readAside(): Promise<Omit<Aside, "recovering" | "storage">> {
    const mark = platform.marker.read();
    return {
      phase: recovery !== null ? "recovering" : mark === null ? "empty" : "lost",
      identities,
      noticesReadAt: (await vault.kept<Moment>("notices/read")) ?? (0 as Moment),
      lostMarker: readMarker(mark),
      elderNames: (await vault.kept<Record<string, string>>("elders")) ?? {},
    };
  }

  /** Screens are told once for everything that happens together; who asks for the view gets the newest. */
  function news(): void {
    view = null;
    seen.soon();
    if (!isTold) return;
    isTold = false;
    setTimeout(() => {
      isTold = true;
      for (const listener of [...listeners]) listener();
    }, NEWS_MS);
    void tellElders().catch(() => undefined);
  }

  /** Who came back has her name on the board only: this phone remembers it for the day when it is lost again. */
  async function learnName({ identity, boards, roster }: Session): Promise<void> {
    const name = members?.foldNames(boards.said(), roster.authority()).get(identity.account);
    const kept = name === undefined ? undefined : await vault.get("identities", identity.account);
    if (name === undefined || kept === undefined || kept.name === name) return;
    const named = { ...kept, name };
    await vault.write({ identities: [named] });
    platform.marker.write(markerOf(named));
    identities = await vault.all("identities");
    aside = await readAside();
  }

  /** A new 恢复码 whose answer was lost: the log has it after all. */
  async function adoptLate(of: Session): Promise<void> {
    if (session === of) await (await import("./acts_keys.ts")).adoptPaper(host, of);
  }

  async function setRecovery(kept: RecoveryKept | null): Promise<RecoveryWatch | null> {
    recovery?.stop();
    recovery = null;
    if (kept === null) await vault.write({}, { kept: ["recovering"] });
    else {
      await vault.keep("recovering", kept);
      if ((await vault.kept("recovering")) === undefined) return null;
      await watch(kept);
    }
    aside = await readAside();
    news();
    return recovery;
  }

  async function watch(kept: RecoveryKept): Promise<void> {
    const { watchRecovery } = await import("./recovering.ts");
    recovery = await watchRecovery(host, kept);
    void recovery.check().catch(() => undefined);
  }

  /** A name that waited for the witness is said once the account stands. */
  let isTelling = false;
  async function tellElders(): Promise<void> {
    if (isTelling || session === null || members === null || Object.keys(aside.elderNames).length === 0)
      return;
    isTelling = true;
    try {
      const said = new Set<string>(await members.sayElderNames(session, aside.elderNames));
      if (said.size === 0) return;
      const left = Object.entries(aside.elderNames).filter(([id]) => !said.has(id));
      await vault.keep("elders", Object.fromEntries(left));
      aside = await readAside();
    } finally {
      isTelling = false;
    }
  }

  /** Contacts of communities in which nobody on this phone is any more. */
  async function forgetContacts(): Promise<void> {
    const left = new Set(identities.map(({ community }) => community));
    const over = (await vault.all("contacts")).filter(({ community }) => !left.has(community));
    await vault.write({}, { contacts: over.map(({ key }) => key) });
  }

  async function founding(community: Id): Promise<Founding | null> {
    const kept = await vault.kept<Uint8Array>(`founding/${community}`);
    const opened = kept === undefined ? null : await openFounding(kept, KEPT);
    if (opened?.ok === true) return opened.value;
    const fetched = await fetchFounding(http, community, ground.verify);
    if (typeof fetched === "string") return null;
    await vault.keep(`founding/${community}`, fetched.bytes);
    return fetched;
  }

  /** A name that was noted once is not forgotten for one that is not known yet. */
  function mark(identity: IdentityKept): void {
    const noted = readMarker(platform.marker.read());
    if (identity.name === "" && noted?.community === identity.community) return;
    platform.marker.write(markerOf(identity));
  }

  async function start(identity: IdentityKept): Promise<Session | null> {
    const statement = await founding(identity.community);
    if (statement === null) return null;
    platform.lastSeen.dropUnless(identity.account);
    const device = await openDevice(platform.subtle, identity).catch((error: unknown) => {
      console.error("this browser has lost the keys that it kept", error);
      return null;
    });
    if (device === null) {
      platform.lastSeen.drop();
      return null;
    }
    const loaded = await loadMembers();
    members = loaded;
    const before = session;
    session = null;
    await before?.close();
    session = await loaded.openSession({
      ground,
      identity,
      device,
      founding: statement,
      onNews: news,
      signIntent: loaded.signIntent,
    });
    // A write waits for the disk: most starts are of whoever was here last.
    if ((await vault.kept("current")) !== identity.account) await vault.keep("current", identity.account);
    // Written again at every start: a mark that was cleaned alone comes back.
    mark(identity);
    const opened = session;
    opened.outbox.onChange(() => {
      if (opened.outbox.entries.length > 0) void storage.ask();
    });
    if ((await vault.kept(`recovery/next/${identity.account}`)) !== undefined) {
      const adopt = (): void => void adoptLate(opened).catch(() => undefined);
      opened.roster.onChange(adopt);
      adopt();
    }
    if (identity.name === "") opened.boards.onChange(() => void learnName(opened).catch(() => undefined));
    news();
    return session;
  }

  const host: Host = {
    ground,
    hasEd25519: isFast,
    session: () => session,
    async settle(identity, statement, entries) {
      if (keyFault !== null) return null;
      await vault.write({
        identities: [http.isDemo ? { ...identity, isDemo: true } : identity],
        outbox: entries,
        kept: [{ key: `founding/${statement.community}`, value: statement.bytes }],
      });
      // Some browsers accept a write and keep nothing: what cannot be read back was not kept.
      const kept = await vault.get("identities", identity.account);
      if (kept === undefined) return null;
      mark(kept);
      identities = await vault.all("identities");
      aside = await readAside();
      void storage.ask();
      return start(kept);
    },
    lostMarker: () => readMarker(platform.marker.read()),
    recovery: () => recovery,
    setRecovery,
    news,
    async reopen(identity) {
      // Her screens stay as they are while her session is opened anew: nobody has left.
      held = current();
      try {
        identities = await vault.all("identities");
        aside = await readAside();
        await start(identity);
      } finally {
        held = null;
        news();
      }
    },
    async forget(account, isLost = false) {
      platform.lastSeen.drop();
      if (session?.account === account) {
        const before = session;
        session = null;
        await before.close();
      }
      const ofAccount = async (store: "outbox" | "said" | "intents"): Promise<string[]> =>
        (await vault.all(store))
          .filter((row) => row.account === account)
          .map((row) => ("key" in row ? row.key : row.id));
      await vault.write(
        {},
        {
          identities: [account],
          outbox: await ofAccount("outbox"),
          said: await ofAccount("said"),
          intents: await ofAccount("intents"),
          kept: [phonesRow(account)],
        },
      );
      identities = await vault.all("identities");
      await forgetContacts();
      if (identities.length === 0 && !isLost) platform.marker.clear();
      aside = await readAside();
      const next = identities[0];
      if (session === null && next !== undefined) await start(next);
      news();
    },
    async switchTo(community, account) {
      const next = identities.find((one) => one.community === community && one.account === account);
      return next !== undefined && (await start(next)) !== null;
    },
    founding,
    async noteElder(entry, name) {
      await vault.keep("elders", { ...aside.elderNames, [entry]: name });
      aside = await readAside();
      news();
    },
    async markNoticesRead() {
      await vault.keep("notices/read", clock.moment());
      aside = await readAside();
      news();
    },
  };

  let memberActs: Promise<MemberActs> | null = null;
  // One person in a whole community ever founds it.
  let setup: Promise<Pick<Acts, "openSetup" | "found">> | null = null;
  const founder = (): Promise<Pick<Acts, "openSetup" | "found">> => {
    setup ??= import("./setup.ts").then(({ setupActs }) => setupActs(host));
    setup.catch(() => {
      setup = null;
    });
    return setup;
  };
  // Only a demo has people whose keys are public.
  const demo = () => import("./acts_demo.ts");
  const every: Acts = {
    seeDemo: () => acted(async () => (await demo()).seeDemo(host)),
    enterDemo: (person) => acted(async () => (await demo()).enterDemo(host, person)),
    openSetup: (secret) => acted(async () => (await founder()).openSetup(secret)),
    found: (draft, typed) => acted(async () => (await founder()).found(draft, typed)),
    ...joinActs(host),
    ...keyActs(host),
    ...lazyActs(() => {
      memberActs ??= loadMembers().then(({ actsOf }) => actsOf(host));
      memberActs.catch(() => {
        memberActs = null;
      });
      return memberActs;
    }),
  };
  const acts = refuseWhileTooOld(every, () => http.isClientTooOld);

  function current(): StationView {
    if (held !== null) return held;
    const now = { ...aside, storage: storage.word, recovering: recovery?.view() ?? null };
    view ??= session === null || members === null ? emptyView(ground, now) : members.viewOf(session, now);
    return view;
  }

  const stopReach = http.onReach(news);
  const ticker = setInterval(() => {
    if (listeners.size > 0) news();
  }, TICK_MS);
  const lastHere = await vault.kept<Id>("current");
  const last = identities.find(({ account }) => account === lastHere) ?? identities[0];
  if (last !== undefined) await start(last);
  else platform.lastSeen.drop();
  const asked = session === null ? await vault.kept<RecoveryKept>("recovering") : undefined;
  if (asked !== undefined) {
    await watch(asked);
    aside = await readAside();
  }
  void storage.look();

  return {
    view: current,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    acts,
    contactFor: (need) => contactFor(session, need),
    asked: (entry) => (session === null ? null : (members?.askedOf(session, entry) ?? null)),
    devicesOf: (account) =>
      session === null
        ? []
        : (members?.devicesShown(session.roster.authority(), account, null, clock.moment()) ?? []),
    async close() {
      listeners.clear();
      stopReach();
      seen.stop();
      clearInterval(ticker);
      recovery?.stop();
      const before = session;
      session = null;
      await before?.close();
      await good.close();
      await vault.close();
    },
  };
}

/** The vault; in a browser that keeps nothing one that forgets, so that people can look around. */
async function openVaultOrLook(platform: StationDeps): Promise<{
  readonly vault: Vault;
  readonly keyFault: KeyFault | null;
  readonly kept: readonly IdentityKept[];
}> {
  const { userAgent, lacks = [], marker } = platform;
  const keyFault = whyNoKey(userAgent, lacks);
  try {
    if (lacks.includes("indexedDB")) throw new Error("this browser has no IndexedDB");
    const vault = openVault(platform);
    return { vault, keyFault, kept: await vault.all("identities") };
  } catch (error) {
    // Whoever has an account here must not be shown an empty house.
    if (marker.read() !== null) throw error;
    return { vault: createMemoryVault(), keyFault: keyFault ?? "cannot_keep", kept: [] };
  }
}

/** How to reach the other side of a need. */
function contactFor(session: Session | null, id: Id): ReturnType<Station["contactFor"]> {
  const need = session?.needs().find((one) => one.id === id);
  if (session === null || need === undefined || need.helper === null) return { state: "none" };
  const isHelper = need.helper === session.account;
  const isOurs = session.accounts().includes(need.requester) || need.by === session.account;
  if (!isHelper && !isOurs) return { state: "none" };
  const contact = session.contacts.of(id, isHelper ? need.requester : need.helper);
  return contact === null ? { state: "waiting" } : { state: "known", contact, masked: masked(contact) };
}

const masked = (contact: Contact): string => (contact.way === "phone" ? maskPhone(contact.number) : "");

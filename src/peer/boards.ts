/**
 * The documents that this phone follows: its building's months that still live, the people of this year, and those
 * of the buildings it looks after. Each is guarded, kept, shared with other tabs and connected to the relay.
 */
import { bytesToBase64url } from "../../crypto/bytes.ts";
import type { Opened } from "../../crypto/cose.ts";
import type { Verify } from "../../crypto/verify.ts";
import { type DocumentName, formatDocumentName, overflowOf, parseDocumentName } from "../board/document.ts";
import { epochOf, openMonths } from "../board/epoch.ts";
import type { Refusals } from "../board/sync.ts";
import { createVerdicts } from "../board/verdicts.ts";
import { eldersOf, isOperator } from "../domain/authority.ts";
import { readSaid, type Said } from "../domain/said.ts";
import { type Id, idToBytes } from "../domain/units.ts";
import { offsetMinutes } from "../domain/zone.ts";
import { createBreath } from "./breath.ts";
import type { Clock } from "./clock.ts";
import { OPERATOR_BUILDINGS_MAX } from "./limits.ts";
import { createRepeated } from "./mutex.ts";
import { type OpenDocument, openDocument } from "./open_document.ts";
import type { StationDeps } from "./platform.ts";
import type { Roster } from "./roster.ts";
import type { SaidLog } from "./said_log.ts";
import { createSocket, type Socket } from "./socket.ts";

export interface FollowedDocument {
  readonly document: OpenDocument;
  readonly socket: Socket;
  /** Base64url ids that the relay does not take and this phone keeps. */
  readonly refused: Set<string>;
}

export interface Boards {
  all(): readonly OpenDocument[];
  /** The document of a name, opened if it is not. */
  open(name: DocumentName): Promise<OpenDocument>;
  /** The document that holds a statement. */
  find(id: Id): OpenDocument | null;
  /** What was said in all documents, read. */
  said(): readonly Said[];
  /** Where something said now about this building belongs. */
  nameFor(kind: "board" | "people", building: string, ms: number): DocumentName;
  /** Opens what is followed now, closes nothing: a month ends quietly. */
  follow(): Promise<void>;
  rejudge(): Promise<void>;
  /** Tries closed sockets at once, and sends what has no receipt. */
  retry(): void;
  /** Asks all sockets for what is lacking: after a vouch there is more to read. */
  resync(): void;
  readonly isConnected: boolean;
  onChange(listener: (added: readonly Opened[]) => void): () => void;
  onConnection(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface BoardsDeps {
  readonly account: Id;
  readonly building: string;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly verify: Verify;
  readonly saidLog: SaidLog;
  readonly auth: (path: string) => Promise<string | null>;
  readonly onUnknown: () => Promise<void>;
  readonly platform: StationDeps;
}

export function createBoards(deps: BoardsDeps): Boards {
  const { roster, clock, saidLog, platform } = deps;
  const { community, timeZone } = roster.founding;
  const verdicts = createVerdicts(idToBytes(community));
  const followed = new Map<string, FollowedDocument>();
  const opening = new Map<string, Promise<FollowedDocument>>();
  const listeners = new Set<(added: readonly Opened[]) => void>();
  const connectionListeners = new Set<() => void>();
  const readByOpened = new WeakMap<Opened, { readonly said: Said | null }>();
  let isClosed = false;
  let saidCache: readonly Said[] | null = null;

  const zone = (ms: number): number => offsetMinutes(timeZone, ms);

  function nameFor(kind: "board" | "people", building: string, ms: number): DocumentName {
    const epoch = epochOf(kind, ms, zone(ms));
    return kind === "board"
      ? { kind, community, building, month: epoch, part: 1 }
      : { kind, community, building, year: epoch };
  }

  function wanted(): readonly DocumentName[] {
    const now = clock.ms();
    const months = openMonths(now, zone(now)).answers;
    const own = new Set([deps.building, ...keptBuildings()]);
    const names = [...own].flatMap((building) => [
      ...peopleOf(building, now),
      ...months.map((month): DocumentName => ({ kind: "board", community, building, month, part: 1 })),
    ]);
    const others = operatorBuildings().filter((building) => !own.has(building));
    return [
      ...names,
      ...others.flatMap((building) => [...peopleOf(building, now), nameFor("board", building, now)]),
    ];
  }

  /** The people of this year; also of the last one where somebody came before this year and may not have spoken in it. */
  function peopleOf(building: string, now: number): readonly DocumentName[] {
    const year = epochOf("people", now, zone(now));
    const begins = Date.UTC(Number(year), 0, 1) - zone(now) * 60_000;
    const isOlder = [...roster.authority().accounts.values()].some(
      (one) => one.building === building && one.registeredAt * 1000 < begins,
    );
    const yearBefore = `${Number(year) - 1}`;
    return [
      nameFor("people", building, now),
      ...(isOlder ? [{ kind: "people" as const, community, building, year: yearBefore }] : []),
    ];
  }

  /** Buildings of people for whom she speaks, or for which she is steward. */
  function keptBuildings(): readonly string[] {
    const authority = roster.authority();
    const me = authority.accounts.get(deps.account);
    const roles = (me?.roles ?? []).filter(({ role, endedAt }) => role !== "operator" && endedAt === null);
    const elders = eldersOf(authority, deps.account, clock.moment());
    return [...roles.map(({ building }) => building), ...elders.map(({ building }) => building)].filter(
      (building) => building !== "",
    );
  }

  function operatorBuildings(): readonly string[] {
    if (!isOperator(roster.authority(), deps.account, clock.moment())) return [];
    const buildings = (roster.manifest?.buildings ?? []).map(({ id }) => id);
    return buildings.length <= OPERATOR_BUILDINGS_MAX ? buildings : [];
  }

  function open(name: DocumentName): Promise<FollowedDocument> {
    const text = formatDocumentName(name);
    const known = followed.get(text);
    if (known !== undefined) return Promise.resolve(known);
    const under = opening.get(text) ?? openNew(name, text).finally(() => opening.delete(text));
    opening.set(text, under);
    return under;
  }

  async function openNew(name: DocumentName, text: string): Promise<FollowedDocument> {
    await saidLog.load([text]);
    const document = await openDocument({
      name,
      community,
      authority: roster.authority,
      now: clock.moment,
      verify: deps.verify,
      verdicts,
      own: saidLog.of(text).map(({ bytes }) => bytes),
      platform,
    });
    const refused = new Set<string>();
    document.board.onChange(({ added }) => {
      saidCache = null;
      for (const listener of [...listeners]) listener(added);
    });
    const socket = createSocket({
      document,
      platform,
      auth: deps.auth,
      onUnknown: deps.onUnknown,
      unreceipted: () => ownWaiting(document),
      onReceipt: (receipt) => saidLog.receipted(receipt, document.name, roster.logKeys()),
      onRefusals: (refusals) => refusedBy(refusals, document, refused),
      refused: () =>
        [...document.board.statements()]
          .map(({ id }) => id)
          .filter((id) => refused.has(bytesToBase64url(id))),
      onConnection: () => {
        for (const listener of [...connectionListeners]) listener();
      },
    });
    // Read in pieces before anybody asks for all of it at once.
    const breath = createBreath();
    for (const one of [...document.board.statements()]) {
      read(one);
      await breath();
    }
    const entry = { document, socket, refused };
    followed.set(text, entry);
    saidCache = null;
    for (const listener of [...listeners]) listener([...document.board.statements()]);
    if (isClosed) socket.close();
    return entry;
  }

  const ownWaiting = ({ board, text }: OpenDocument): readonly Opened[] =>
    saidLog
      .of(text)
      .filter(({ state }) => state === "waiting")
      .flatMap(({ id }) => board.get(idToBytes(id)) ?? []);

  /** What the relay says no to: final for an own statement is shown, a full month goes on in the next part. */
  async function refusedBy(refusals: Refusals, document: OpenDocument, refused: Set<string>): Promise<void> {
    const { rosterIndex } = refusals;
    const isRelayBehind = rosterIndex === null || rosterIndex < roster.newestIndex;
    for (const { id, reason } of refusals.refused) {
      if (reason === "full") await goOn(document, id);
      const isOfRoster = reason === "revoked" || reason === "not_enrolled";
      const isTransient = TRANSIENT.has(reason) || (isOfRoster && isRelayBehind);
      if (isTransient) continue;
      refused.add(bytesToBase64url(id));
      await saidLog.refused(id, reason);
      if (isOfRoster && rosterIndex === roster.newestIndex)
        await document.board.takeOut([{ id, reason: reason as "revoked" | "not_enrolled" }]);
    }
  }

  async function goOn({ name, board }: OpenDocument, id: Uint8Array): Promise<void> {
    const next = name.kind === "board" ? overflowOf(name) : null;
    const said = board.get(id);
    if (next === null || said === undefined) return;
    const { document } = await open(next);
    await document.board.receiveStatements([said.bytes]);
    await saidLog.moved(id, document.text);
  }

  function read(opened: Opened): Said | null {
    const known = readByOpened.get(opened);
    if (known !== undefined) return known.said;
    const said = readSaid(opened);
    readByOpened.set(opened, { said });
    return said;
  }

  const documents = (): readonly OpenDocument[] => [...followed.values()].map(({ document }) => document);

  return {
    all: documents,
    open: async (name) => (await open(name)).document,
    find: (id) => documents().find(({ board }) => board.get(idToBytes(id)) !== undefined) ?? null,
    said() {
      saidCache ??= documents().flatMap(({ board }) =>
        [...board.statements()].flatMap((one) => read(one) ?? []),
      );
      return saidCache;
    },
    nameFor,
    follow: createRepeated(async () => {
      if (isClosed) return;
      const now = new Set(wanted().map(formatDocumentName));
      await saidLog.load([...now]);
      const parts = [...saidLog.documents()].flatMap((text) => {
        const name = parseDocumentName(text);
        return name.ok ? [name.value] : [];
      });
      const overflows = parts.filter((name) => name.kind === "board" && name.part > 1);
      for (const text of overflows.map(formatDocumentName)) now.add(text);
      await Promise.all(
        [...now].map((text) => {
          const name = parseDocumentName(text);
          return name.ok ? open(name.value) : null;
        }),
      );
    }),
    async rejudge() {
      await Promise.all(documents().map(({ board }) => board.rejudge()));
    },
    retry() {
      for (const { socket } of followed.values()) {
        socket.retry();
        socket.resend();
      }
    },
    resync() {
      for (const { socket } of followed.values()) socket.resync();
    },
    get isConnected() {
      const sockets = [...followed.values()];
      return sockets.length > 0 && sockets.some(({ socket }) => socket.isOpen);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => void connectionListeners.delete(listener);
    },
    async close() {
      isClosed = true;
      listeners.clear();
      connectionListeners.clear();
      // What could not be opened has nothing to close.
      const late = await Promise.allSettled(opening.values());
      const opened = late.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const all = [...new Set([...followed.values(), ...opened])];
      for (const { socket } of all) socket.close();
      await Promise.all(all.map(({ document }) => document.close()));
    },
  };
}

const TRANSIENT: ReadonlySet<string> = new Set(["unknown_key", "full", "rate", "roster_behind"]);

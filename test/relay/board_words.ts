/** What people say on boards in tests: signed document statements, and the stock client that carries them. */
import type { WebSocket as NodeWebSocket } from "ws";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { doc8Of, parseDocumentName } from "../../src/board/document.ts";
import { decodeMessage, type Message } from "../../src/board/sync.ts";
import { encodeUpdate, type Placed, placeOf } from "../../src/board/update.ts";
import { type SaidBody, type SaidKind, saidPayload } from "../../src/domain/said.ts";
import { hlc, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import type { Person, Town } from "./town.ts";

/** The board of a building this month. */
export const boardName = (town: Town, building = "3", month = "2026-03"): string =>
  `board/${town.community}/${building}/${month}`;

/** A statement in a document. `at` is unix milliseconds. */
export async function sayIn<K extends SaidKind>(
  town: Town,
  by: Person,
  document: string,
  { kind, body, at = town.now() * 1000, refs = [] }: Words<K>,
): Promise<Uint8Array> {
  const name = parseDocumentName(document);
  if (!name.ok) throw new Error(name.error);
  const payload = saidPayload(kind, { doc8: doc8Of(name.value), at: hlc(at), refs, body });
  return signStatement(encodeCbor(payload), kind, idToBytes(town.community), by.signer);
}

export interface Words<K extends SaidKind> {
  readonly kind: K;
  readonly body: SaidBody<K>;
  readonly at?: number;
  readonly refs?: readonly Id[];
}

/** 帮忙拿快递: a need that somebody asks for herself; other words make another statement. */
export function need(town: Town, by: Person, words: string): Words<"need"> {
  const [from, to] = [town.now() + 3600, town.now() + 7200] as [Moment, Moment];
  const body = { type: "parcel", requester: by.account, from, to, seconds: 720, place: "door" } as const;
  return { kind: "need", body: { ...body, words, gender: 0, points: true } };
}

export function placed(statement: Uint8Array, community: Id): Placed {
  const parsed = parseStatement(statement, idToBytes(community));
  if (!parsed.ok) throw new Error(parsed.error);
  return { ...placeOf(parsed.value.digest), value: statement };
}

export const updateOf = (community: Id, ...statements: readonly Uint8Array[]): Uint8Array =>
  encodeUpdate(statements.map((statement) => placed(statement, community)));

/** A y-websocket client as the package ships it, with a valid `auth`. */
export async function stockClient(
  town: Town,
  person: Person,
  document: string,
): Promise<{ readonly doc: Y.Doc; readonly provider: WebsocketProvider; destroy(): void }> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${town.url.replace("http", "ws")}/sync`, document, doc, {
    params: { auth: await person.auth(`/sync/${document}`) },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  });
  return {
    doc,
    provider,
    destroy() {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** Puts a statement where boards have it, as our own writer would have Yjs write it. */
export function putInDoc(doc: Y.Doc, community: Id, ...statements: readonly Uint8Array[]): void {
  Y.applyUpdate(doc, updateOf(community, ...statements));
}

export const statementsIn = (doc: Y.Doc): ReadonlyMap<string, Uint8Array> =>
  new Map(doc.getMap<Uint8Array>("s").entries());

/** A socket that speaks our own framing, and what came over it. */
export interface Phone {
  readonly socket: NodeWebSocket;
  send(frame: Uint8Array): void;
  /** The next message of a type that nobody asked for yet, or the close code. */
  next<T extends Message["type"]>(type: T): Promise<Extract<Message, { type: T }>>;
  /** Whether one of that type has come and was not asked for yet. */
  peek(type: Message["type"]): boolean;
  readonly closed: Promise<number>;
  close(): void;
}

export async function openPhone(town: Town, person: Person, document: string): Promise<Phone> {
  const path = `/sync/${document}`;
  return openSocket(`${town.url.replace("http", "ws")}${path}?auth=${await person.auth(path)}`);
}

export function openSocket(url: string): Phone {
  const socket = new WebSocket(url);
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  socket.on("message", (data: Buffer) => {
    const message = decodeMessage(new Uint8Array(data));
    if (message.ok) messages.push(message.value);
    wake();
  });
  const closed = new Promise<number>((resolve) => {
    socket.on("close", resolve);
  });
  socket.on("error", () => {});
  // Frames wait until the socket is open.
  const opened = new Promise<void>((resolve) => {
    socket.on("open", () => resolve());
  });
  return {
    socket,
    closed,
    send: (frame) => void opened.then(() => socket.send(frame)),
    close: () => socket.terminate(),
    peek: (type) => messages.some((message) => message.type === type),
    next(type) {
      return new Promise((resolve, reject) => {
        function look(): void {
          const place = messages.findIndex((message) => message.type === type);
          if (place < 0) return;
          waiting.delete(look);
          resolve(messages.splice(place, 1)[0] as never);
        }
        waiting.add(look);
        void closed.then((code) => reject(new Error(`closed with ${code} before ${type}`)));
        look();
      });
    },
  };
}

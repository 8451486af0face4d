/**
 * A document's socket to the relay: y-websocket's provider with our own handlers, a fresh credential for every
 * attempt and a pause of our own between attempts. Awareness is off; nothing reaches Yjs but through the guard.
 */
import type { Decoder } from "lib0/decoding";
import type { Encoder } from "lib0/encoding";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import { equalBytes } from "../../crypto/bytes.ts";
import type { Opened } from "../../crypto/cose.ts";
import { unreachable } from "../../crypto/result.ts";
import {
  decodeMessage,
  encodeDigest,
  encodeHello,
  encodeSide,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdateMessage,
  type Message,
  type Receipt,
  type Refusals,
  SYNC_VERSION,
} from "../board/sync.ts";
import { createBackoff } from "./backoff.ts";
import { createPatience } from "./deadline.ts";
import { DIGEST_PAUSE_MS, GRAMMAR_PAUSE_MS, REQUEST_MS, RETRY_MAX_MS } from "./limits.ts";
import { type OpenDocument, updatesOf } from "./open_document.ts";
import type { SocketMaker, StationDeps } from "./platform.ts";

export interface SocketDeps {
  readonly document: OpenDocument;
  readonly platform: Pick<StationDeps, "origin" | "WebSocket" | "random" | "now">;
  /** A credential for `/sync/<document>`; null while this phone has nobody to speak for. */
  readonly auth: (path: string) => Promise<string | null>;
  /** Own statements of this document that no receipt came for. */
  readonly unreceipted: () => readonly Opened[];
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  readonly onRefusals: (refusals: Refusals) => Promise<void>;
  /** Ids that the relay refuses and this phone keeps: they are no difference. */
  readonly refused: () => readonly Uint8Array[];
  readonly onConnection: (isOpen: boolean) => void;
  /** The credential was refused: the clock or the roster may be old. */
  readonly onUnknown: () => Promise<void>;
}

export interface Socket {
  readonly isOpen: boolean;
  /** Tries at once. */
  retry(): void;
  /** Asks again for what this phone lacks: it may read more than before. */
  resync(): void;
  /** Sends statements once more, so that the relay says whether it has them. */
  resend(): void;
  close(): void;
}

type State = "idle" | "opening" | "open" | "ended";

export function createSocket(deps: SocketDeps): Socket {
  const { document, platform } = deps;
  const { board } = document;
  const backoff = createBackoff(platform.random);
  const path = `/sync/${document.text}`;
  let state: State = "idle";
  let lastFullAsk = Number.NEGATIVE_INFINITY;
  let longPause: ReturnType<typeof setTimeout> | null = null;
  // A handshake that nobody answers ends by the browser's own patience only, which is minutes.
  const patience = createPatience(() => provider.disconnect());
  let provider = createProvider();
  // A rebuilt document is another Y.Doc: the provider listens to one.
  const stopListening = board.onChange(({ isRebuilt }) => {
    if (!isRebuilt || state === "ended") return;
    provider.destroy();
    provider = createProvider();
    connectSoon();
  });
  connectSoon();

  function createProvider(): WebsocketProvider {
    const { doc } = board;
    const awareness = new Awareness(doc);
    awareness.setLocalState(null);
    awareness.destroy();
    const made = new WebsocketProvider(`${platform.origin.replace(/^http/, "ws")}/sync`, document.text, doc, {
      connect: false,
      awareness,
      disableBc: true,
      WebSocketPolyfill: calmSocket(platform.WebSocket),
      // Coming back is ours: a new attempt needs a new credential.
      shouldReconnect: () => false,
    });
    const handle = (_encoder: Encoder, { arr }: Decoder): void => hear(made, arr);
    // Whatever number a message has, it is ours to read.
    made.messageHandlers = new Proxy([], { get: () => handle });
    made.on("status", ({ status }) => {
      if (status !== "connected" || made !== provider) return;
      state = "open";
      patience.end();
      send(encodeHello({ versions: [SYNC_VERSION], ...board.digest(deps.refused()) }));
      deps.onConnection(true);
      resend();
    });
    made.on("connection-close", (event) => {
      made.shouldConnect = false;
      if (made === provider) closed(event?.code ?? 0);
    });
    return made;
  }

  function connectSoon(): void {
    if (state !== "idle") return;
    state = "opening";
    connect().catch(() => closed(0));
  }

  async function connect(): Promise<void> {
    const auth = await deps.auth(path);
    if (state !== "opening") return;
    if (auth === null) return closed(4401);
    provider.params = { auth };
    patience.wait(REQUEST_MS);
    provider.connect();
  }

  function closed(code: number): void {
    patience.end();
    if (state === "ended") return;
    state = "idle";
    deps.onConnection(false);
    if (code === 4403) return void deps.onUnknown().catch(() => undefined);
    if (code === 4400 || code === 4404) pause(code === 4400 ? GRAMMAR_PAUSE_MS : RETRY_MAX_MS);
    else backoff.schedule(connectSoon);
    if (code === 4401) void deps.onUnknown().catch(() => undefined);
  }

  function pause(ms: number): void {
    if (longPause !== null) clearTimeout(longPause);
    longPause = setTimeout(connectSoon, ms);
  }

  function send(message: Uint8Array): void {
    const { ws } = provider;
    if (ws !== null && ws.readyState === 1) ws.send(message as Uint8Array<ArrayBuffer>);
  }

  function resend(): void {
    if (state !== "open") return;
    for (const update of updatesOf(deps.unreceipted())) send(encodeUpdateMessage(update));
  }

  function hear(from: WebsocketProvider, bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    // Whatever it is, the guard never sees it; the relay that sent it is asked again after a pause.
    if (!message.ok || from !== provider) return;
    answer(message.value).catch(() => undefined);
  }

  async function answer(message: Message): Promise<void> {
    switch (message.type) {
      case "sync_step_1":
        return sendMissing(message.stateVector);
      case "sync_step_2":
        await document.receive(message.update, provider);
        provider.synced = true;
        backoff.reset();
        return send(encodeDigest(board.digest(deps.refused())));
      case "update":
        return void (await document.receive(message.update, provider));
      case "side":
        return void (await board.receiveStatements(message.statements, provider));
      case "receipt":
        return deps.onReceipt(message);
      case "refusals":
        return deps.onRefusals(message);
      case "digest":
        return compare(message);
      case "hello":
        if (isSame(message)) {
          provider.synced = true;
          backoff.reset();
        }
        return;
      case "ignored":
        return;
      default:
        return unreachable(message);
    }
  }

  function sendMissing(stateVector: Uint8Array): void {
    const missing = board.chunks(stateVector);
    const updates = missing.ok ? missing.value : [];
    if (updates.length === 0) send(encodeSyncStep2(EMPTY_UPDATE));
    for (const update of updates) send(encodeSyncStep2(update));
    const side = board.sideStatements().map(({ bytes }) => bytes);
    if (side.length > 0) send(encodeSide(side));
  }

  const isSame = ({ count, hash }: { readonly count: number; readonly hash: Uint8Array }): boolean => {
    const mine = board.digest(deps.refused());
    return mine.count === count && equalBytes(mine.hash, hash);
  };

  /** Different although nothing is under way: everything is asked for once more, at most once a minute. */
  function compare(digest: { readonly count: number; readonly hash: Uint8Array }): void {
    if (isSame(digest) || platform.now() - lastFullAsk < DIGEST_PAUSE_MS) return;
    lastFullAsk = platform.now();
    send(encodeSyncStep1(EMPTY_STATE_VECTOR));
  }

  return {
    get isOpen() {
      return state === "open";
    },
    retry() {
      backoff.reset();
      if (state === "idle") connectSoon();
    },
    resync: () => send(encodeSyncStep1(board.stateVector())),
    resend,
    close() {
      state = "ended";
      patience.end();
      stopListening();
      backoff.stop();
      if (longPause !== null) clearTimeout(longPause);
      provider.destroy();
    },
  };
}

/** A frame that is no message at all throws in the provider before we are asked: it is nothing, and passed over. */
const calmSocket = (Maker: SocketMaker): SocketMaker =>
  class extends Maker {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let handler: ((event: MessageEvent) => void) | null = null;
      Object.defineProperty(this, "onmessage", {
        get: () => handler,
        set: (next: typeof handler) => {
          handler = next;
        },
      });
      this.addEventListener("message", (event) => {
        try {
          handler?.(event);
        } catch {
          // neither type nor length: nobody said anything
        }
      });
    }
  };

/** No client, no delete. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);
const EMPTY_STATE_VECTOR = Uint8Array.of(0);

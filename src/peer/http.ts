/**
 * Speaking with the relay over HTTP: signed requests, CBOR answers, problems turned into faults. Every answer
 * corrects the clock; a request that was refused for the clock is signed again at once.
 */
import { bytesToBase64url } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Signer } from "../../crypto/keys.ts";
import { isRefusal } from "../domain/refusal.ts";
import { authPayload, requestPayload } from "../domain/request.ts";
import { type Id, idToBytes, type Moment } from "../domain/units.ts";
import { CLIENT_VERSION, parseClientVersion } from "../domain/version.ts";
import type { Clock } from "./clock.ts";
import { within } from "./deadline.ts";
import { REQUEST_MS } from "./limits.ts";
import type { StationDeps } from "./platform.ts";
import type { Fault } from "./station.ts";

/** What the relay said: bytes, or why not. */
export type Reply =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly text: string }
  | {
      readonly ok: false;
      readonly fault: Fault;
      /** The relay's own word; "network" when there was none. */
      readonly code: string;
      readonly transient: boolean;
      readonly index: number | null;
    };

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: Uint8Array;
  /** Signs the request as this person. */
  readonly as?: { readonly signer: Signer; readonly community: Id };
}

/** A whole answer. */
interface Heard {
  readonly response: Response;
  readonly bytes: Uint8Array;
}

/** Where the relay stands, as far as the last answers tell. */
export type Reach = "unknown" | "reached" | "network" | "relay";

export interface Http {
  ask(request: Ask): Promise<Reply>;
  /** An event stream; null when it cannot be opened. The caller's patience ends it, by the signal. */
  stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>;
  readonly reach: Reach;
  readonly isTestClock: boolean;
  readonly isDemo: boolean;
  /** The relay takes only what newer apps sign. */
  readonly isClientTooOld: boolean;
  /** Where the relay stands has changed, or what it thinks of this app. */
  onReach(listener: () => void): () => void;
}

export function createHttp(deps: Pick<StationDeps, "origin" | "fetch" | "now">, clock: Clock): Http {
  let reach: Reach = "unknown";
  let isTestClock = false;
  let isDemo = false;
  let isClientTooOld = false;
  const listeners = new Set<() => void>();

  function note(now: Reach): void {
    if (now === reach) return;
    reach = now;
    for (const listener of [...listeners]) listener();
  }

  /** Relays older than this rule do not say how old an app may be. */
  function noteAge(oldest: string | null): void {
    const version = parseClientVersion(oldest);
    if (version === null || version > CLIENT_VERSION === isClientTooOld) return;
    isClientTooOld = version > CLIENT_VERSION;
    for (const listener of [...listeners]) listener();
  }

  const freshMoment = createFreshMoments(clock);

  async function send(request: Ask, signal: AbortSignal): Promise<Heard> {
    const { method = "GET", path, body, as } = request;
    const headers = new Headers({ "X-Client": String(CLIENT_VERSION) });
    if (body !== undefined) headers.set("Content-Type", "application/cbor");
    if (as !== undefined) headers.set("Authorization", await authorization(request, as, freshMoment));
    const sentMs = deps.now();
    const response = await deps.fetch(`${deps.origin}${path}`, {
      method,
      headers,
      cache: "no-store",
      signal,
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    });
    const time = Number(response.headers.get("X-Time") ?? Number.NaN);
    if (Number.isSafeInteger(time)) clock.hear(time, sentMs);
    noteAge(response.headers.get("X-Client-Min"));
    isTestClock ||= response.headers.get("X-Test-Clock") === "1";
    isDemo = response.headers.get("X-Demo") === "1";
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  async function ask(request: Ask, tries = 1): Promise<Reply> {
    const heard = await within(REQUEST_MS, (signal) => send(request, signal)).catch(() => null);
    if (heard === null) {
      note("network");
      return UNREACHED;
    }
    const { response, bytes } = heard;
    const text = new TextDecoder().decode(bytes);
    if (response.ok) {
      note("reached");
      return { ok: true, bytes, text };
    }
    const problem = problemOf(text);
    // Something answers there, but not a relay of ours, or one that fails.
    note(
      problem === null || response.status >= 500 || problem.code === "no_such_community"
        ? "relay"
        : "reached",
    );
    if (request.as !== undefined && tries < (TRIES_MAX[problem?.code ?? ""] ?? 1))
      return ask(request, tries + 1);
    return {
      ok: false,
      fault: faultOf(problem?.code ?? ""),
      code: problem?.code ?? "http",
      transient: problem?.transient ?? true,
      index: problem?.index ?? null,
    };
  }

  return {
    ask: (request) => ask(request),
    async stream(path, signal) {
      try {
        const response = await deps.fetch(`${deps.origin}${path}`, { signal, cache: "no-store" });
        const time = Number(response.headers.get("X-Time") ?? Number.NaN);
        if (Number.isSafeInteger(time)) clock.hear(time, deps.now());
        return response.ok ? response.body : null;
      } catch {
        return null;
      }
    },
    get reach() {
      return reach;
    },
    get isTestClock() {
      return isTestClock;
    },
    get isDemo() {
      return isDemo;
    },
    get isClientTooOld() {
      return isClientTooOld;
    },
    onReach(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * How often a request is signed, by what the relay says against it. The clock was corrected by the answer; of one used
 * already another tab of this browser, whose key is the same, may have used the seconds before as well.
 */
const TRIES_MAX: Readonly<Record<string, number>> = { clock_wrong: 2, request_used: 8 };

async function authorization(
  { method = "GET", path, body }: Ask,
  { signer, community }: { readonly signer: Signer; readonly community: Id },
  freshMoment: (what: string) => Moment,
): Promise<string> {
  const hash = sha256(body ?? new Uint8Array());
  const at = freshMoment(`${method} ${path} ${bytesToBase64url(hash)}`);
  const payload = requestPayload(method, path, hash, at);
  const said = await signStatement(encodeCbor(payload), "request", idToBytes(community), signer);
  return `YZ1 ${bytesToBase64url(said)}`;
}

/** Seconds before now that a request may name; the relay takes 60. */
const MOMENTS = 45;
/** Requests whose moments are remembered. */
const REQUESTS_MAX = 500;

/** The relay takes each signed request once: the same one within a second names a neighbouring moment. */
function createFreshMoments(clock: Clock): (what: string) => Moment {
  const usedByRequest = new Map<string, readonly number[]>();
  return (what) => {
    const now = clock.moment();
    const used = (usedByRequest.get(what) ?? []).filter((at) => Math.abs(at - now) <= 2 * MOMENTS);
    let step = 0;
    while (step < MOMENTS && used.includes(now - step)) step++;
    usedByRequest.set(what, [...used, now - step]);
    if (usedByRequest.size > REQUESTS_MAX) usedByRequest.delete(usedByRequest.keys().next().value as string);
    return (now - step) as Moment;
  };
}

/** What opens a socket or an event stream of this path for two minutes. */
export async function authFor(path: string, community: Id, signer: Signer, clock: Clock): Promise<string> {
  const payload = authPayload(path, Math.floor(clock.moment() / 60));
  return bytesToBase64url(await signStatement(encodeCbor(payload), "auth", idToBytes(community), signer));
}

const UNREACHED: Reply = {
  ok: false,
  fault: "relay_unreachable",
  code: "network",
  transient: true,
  index: null,
};

interface Problem {
  readonly code: string;
  readonly transient: boolean;
  readonly index: number | null;
}

function problemOf(text: string): Problem | null {
  try {
    const { code, transient, index } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code !== "string") return null;
    return { code, transient: transient === true, index: typeof index === "number" ? index : null };
  } catch {
    return null;
  }
}

const RELAY_CODES: Readonly<Record<string, Fault>> = {
  bad_auth: "unknown_key",
  request_used: "busy",
  not_allowed: "not_yours_to_say",
  setup_refused: "setup_refused",
  setup_incomplete: "bad_statement",
  version_low: "already_done",
  box_full: "busy",
  too_large: "bad_statement",
  too_many: "rate",
  client_too_old: "client_too_old",
};

/** The relay's word as a fault of ours; words that this program does not know count as not reached. */
export const faultOf = (code: string): Fault =>
  isRefusal(code) ? code : (RELAY_CODES[code] ?? "relay_unreachable");

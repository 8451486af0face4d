/**
 * A town for tests: a community founded through a relay's real setup endpoints, and people with deterministic keys.
 *
 *   const town = await foundTown({ url, secret, nowMs: () => clock.ms });
 *   const 李姐 = await town.neighbour("李姐");                       // invited, registered, vouched, adult, pledged
 *   const taken = await 李姐.say("take", {}, { refs: [need] });      // signed and sent: a receipt or a problem
 *   const page = await 李姐.get(`/c/${town.community}/accounts/${李姐.account}`);    // a signed request
 *   const socket = `/sync/${name}?auth=${await 李姐.auth(`/sync/${name}`)}`;
 *
 * A person's keys are made from her name alone, so two processes (and two runs) know the same people; `openTown`
 * joins a town that somebody else founded. Nothing here knows how the relay works inside: it speaks HTTP.
 */
import { bytesToBase64url, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { deriveBytes, sha256 } from "../../crypto/hash.ts";
import { type BoxKey, boxKeyFromSeed, type Signer, signerFromSeed } from "../../crypto/keys.ts";
import { type BodyOf, type EntryKind, entryPayload } from "../../src/domain/entry.ts";
import { foundingPayload, type Manifest, manifestPayload, NO_COMMUNITY } from "../../src/domain/founding.ts";
import { decodeReceipt, type Receipt } from "../../src/domain/leaf.ts";
import { authPayload, requestPayload } from "../../src/domain/request.ts";
import { bytesToId, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";

/** What a relay answered: one of the last three is set, by the content type. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The problem of a refusal. */
  readonly problem: Problem | null;
}

export interface Problem {
  readonly code: string;
  readonly transient: boolean;
  readonly now: number;
  readonly title: string;
  readonly title_en: string;
  readonly index?: number;
}

/** What became of an entry. */
export type Told =
  | { readonly ok: true; readonly id: Id; readonly receipt: Receipt; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly id: Id; readonly code: string; readonly problem: Problem };

export interface EntryOptions {
  readonly refs?: readonly Id[];
  /** The account spoken for; her own unless told otherwise. */
  readonly as?: Id | null;
  /** Her next number unless told otherwise. */
  readonly seq?: number;
  /** Unix seconds; now unless told otherwise. */
  readonly at?: number;
}

export interface Person {
  readonly name: string;
  readonly signer: Signer;
  readonly seal: BoxKey;
  readonly building: string;
  readonly account: Id;
  /** Signs an entry. */
  entry<K extends EntryKind>(kind: K, body: BodyOf<K>, options?: EntryOptions): Promise<Signed>;
  /** Signs an entry and sends it. */
  say<K extends EntryKind>(kind: K, body: BodyOf<K>, options?: EntryOptions): Promise<Told>;
  /** Signed requests. */
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body: Uint8Array): Promise<Answer>;
  /** The `Authorization` header of a request. */
  authorization(method: string, path: string, body?: Uint8Array, at?: number): Promise<string>;
  /** The `auth` of a socket or event stream, base64url. */
  auth(path: string, minute?: number): Promise<string>;
}

export interface Signed {
  readonly id: Id;
  readonly bytes: Uint8Array;
}

export interface Town {
  readonly url: string;
  readonly community: Id;
  readonly name: string;
  readonly root: Signer;
  readonly second: Signer;
  /** The relay's log key, 32 bytes. */
  readonly logKey: Uint8Array;
  /** Founder: operator and vouched. */
  readonly operator: Person;
  /** Receipts of the founding, the founding statement's first. */
  readonly receipts: readonly Receipt[];
  readonly foundingBytes: Uint8Array;
  now(): Moment;
  /** Somebody with keys who has not registered. */
  stranger(name: string, building?: string): Person;
  /** Invited by the operator and registered. */
  join(name: string, building?: string): Promise<Person>;
  /** Registered, vouched for by the operator, attested adult, and the pledge signed. */
  neighbour(name: string, building?: string): Promise<Person>;
  manifest(changes: Partial<Manifest>): Promise<Uint8Array>;
  /** Sends one statement as it is. */
  post(statement: Uint8Array): Promise<Told>;
}

export interface TownOptions {
  readonly url: string;
  readonly nowMs: () => number;
  /** Makes other keys for everybody: two towns of one test process. */
  readonly salt?: string;
  /** A faster signer of the same keys, where a thousand things are said. */
  readonly signerOf?: (seed: Uint8Array) => Signer;
}

export const TOWN_NAME = "明湖花园";
export const BUILDINGS = [
  { id: "3", name: "3号楼", lat: 304_000_000, lon: 1_203_000_000, households: 48 },
  { id: "5", name: "5号楼", lat: 304_001_000, lon: 1_203_001_000, households: 60 },
];

const seedOf = (salt: string, name: string, use: string): Uint8Array =>
  deriveBytes(`test/${use}`, utf8ToBytes(`${salt}/${name}`));

/** Uses a relay's setup link. */
export async function foundTown(options: TownOptions & { readonly secret: string }): Promise<Town> {
  const { url, secret } = options;
  const opened = await call(url, "POST", "/setup/open", encodeCbor([secret]));
  const [logKey, issuerKey] = arrayIn(opened) as [Uint8Array, Uint8Array];
  const papers = await foundingPapers(options, logKey, issuerKey);
  const body = encodeCbor([secret, papers.founding, papers.entries, papers.manifest]);
  const founded = await call(url, "POST", "/setup", body);
  const [, receipts] = arrayIn(founded) as [Uint8Array, readonly Cbor[]];
  return createTown(options, papers, logKey, receipts.map(receiptIn));
}

/** A town that another process founded with the same names; `seq` numbers go on from the clock. */
export async function openTown(options: TownOptions & { readonly logKey: Uint8Array }): Promise<Town> {
  const papers = await foundingPapers(options, options.logKey, options.logKey);
  return createTown(options, papers, options.logKey, []);
}

export interface Papers {
  readonly community: Id;
  readonly founding: Uint8Array;
  readonly entries: readonly Uint8Array[];
  readonly manifest: Uint8Array;
  readonly operatorAccount: Id;
}

/** Everything that `POST /setup` wants but the secret. */
export async function foundingPapers(
  { nowMs, salt = "", url }: TownOptions,
  logKey: Uint8Array,
  issuerKey: Uint8Array,
): Promise<Papers> {
  const now = Math.floor(nowMs() / 1000) as Moment;
  const { root, second } = councilOf(salt);
  const draft = {
    name: TOWN_NAME,
    timeZone: "Asia/Shanghai",
    salt: sha256(utf8ToBytes(salt)).slice(0, 16),
    rootKey: root.publicKey,
    secondKey: second.publicKey,
  };
  const founding = await signStatement(encodeCbor(foundingPayload(draft)), "founding", NO_COMMUNITY, root);
  const community = bytesToId(sha256(founding).slice(0, 16)) as Id;
  const operator = keysOf(salt, OPERATOR);
  const byRoot = { by: root, as: community, at: now, community };
  const register = await sign("register", registerBody(operator, "3", null), {
    by: operator.signer,
    seq: 1,
    as: null,
    at: now,
    community,
  });
  const entries = [
    await sign("relay_key", { key: logKey, purpose: "log" }, { ...byRoot, seq: 1 }),
    await sign("relay_key", { key: issuerKey, purpose: "issuer" }, { ...byRoot, seq: 2 }),
    register,
    await sign(
      "grant",
      { account: register.id, role: "operator", building: "", expires: 0 as Moment },
      { ...byRoot, seq: 3 },
    ),
    await sign("policy", { preset: "building_start", effective: now, changes: [] }, { ...byRoot, seq: 4 }),
  ];
  const manifest = await signManifest({ relays: [url], at: now }, community, operator.signer);
  return {
    community,
    founding,
    entries: entries.map(({ bytes }) => bytes),
    manifest,
    operatorAccount: register.id,
  };
}

export const councilOf = (salt: string): { readonly root: Signer; readonly second: Signer } => ({
  root: signerFromSeed(seedOf(salt, "root", "paper")),
  second: signerFromSeed(seedOf(salt, "second", "paper")),
});

const OPERATOR = "运营小赵";

interface Keys {
  readonly signer: Signer;
  readonly seal: BoxKey;
  readonly recovery: Signer;
}

const keysOf = (salt: string, name: string, signerOf = signerFromSeed): Keys => ({
  signer: signerOf(seedOf(salt, name, "device")),
  seal: boxKeyFromSeed(seedOf(salt, name, "device")),
  recovery: signerFromSeed(seedOf(salt, name, "recovery")),
});

const registerBody = (keys: Keys, building: string, invite: string | null): BodyOf<"register"> => ({
  device: keys.signer.publicKey,
  seal: keys.seal.publicKey,
  recovery: keys.recovery.publicKey,
  invite,
  building,
  household: null,
});

interface SignOptions {
  readonly by: Signer;
  readonly seq: number;
  readonly as: Id | null;
  readonly at: number;
  readonly community: Id;
  readonly refs?: readonly Id[];
}

async function sign<K extends EntryKind>(
  kind: K,
  body: BodyOf<K>,
  { by, seq, as, at, community, refs = [] }: SignOptions,
): Promise<Signed> {
  const payload = encodeCbor(entryPayload(kind, { seq, at: at as Moment, as, refs, body }));
  const bytes = await signStatement(payload, kind, idToBytes(community), by);
  return { id: idOf(bytes, community), bytes };
}

/** The id of a statement of this community. */
export function idOf(bytes: Uint8Array, community: Id): Id {
  const parsed = parseStatement(bytes, idToBytes(community));
  if (!parsed.ok) throw new Error(`not a statement: ${parsed.error}`);
  return bytesToId(parsed.value.id) as Id;
}

async function signManifest(changes: Partial<Manifest>, community: Id, by: Signer): Promise<Uint8Array> {
  const manifest: Manifest = {
    version: 1,
    at: 0,
    name: TOWN_NAME,
    buildings: BUILDINGS,
    relays: [],
    policyIndex: 5,
    ...changes,
  };
  return signStatement(encodeCbor(manifestPayload(manifest)), "manifest", idToBytes(community), by);
}

function createTown(
  options: TownOptions,
  papers: Papers,
  logKey: Uint8Array,
  receipts: readonly Receipt[],
): Town {
  const { url, nowMs, salt = "", signerOf } = options;
  const { community } = papers;
  const now = (): Moment => Math.floor(nowMs() / 1000) as Moment;
  const post = (statement: Uint8Array): Promise<Told> => postEntry(url, community, statement);
  const personOf = (name: string, building: string, account: Id, firstSeq: number): Person =>
    createPerson({
      url,
      community,
      now,
      name,
      building,
      account,
      firstSeq,
      keys: keysOf(salt, name, signerOf),
    });
  const operator = personOf(OPERATOR, "3", papers.operatorAccount, 2);
  let invites = 0;

  function stranger(name: string, building = "3"): Person {
    return personOf(name, building, papers.community, 1);
  }

  async function join(name: string, building = "3"): Promise<Person> {
    const keys = keysOf(salt, name, signerOf);
    const code = inviteCode(invites++);
    const codeHash = sha256(concatBytes(utf8ToBytes(code), idToBytes(community))).slice(0, 8);
    const expires = (now() + 7 * 86_400) as Moment;
    must(await operator.say("invite", { codeHash, building, uses: 1, expires }));
    const by = { by: keys.signer, seq: 1, as: null, at: now(), community };
    const register = await sign("register", registerBody(keys, building, code), by);
    must(await post(register.bytes));
    return personOf(name, building, register.id, 2);
  }

  async function neighbour(name: string, building = "3"): Promise<Person> {
    const person = await join(name, building);
    const { account } = person;
    must(await operator.say("vouch", { account, household: null }));
    must(await operator.say("attest", { account, fact: "adult", until: 0 as Moment }));
    must(
      await person.say("consent", {
        text: "pledge",
        version: 1,
        lang: "zh",
        sha256: sha256(utf8ToBytes("志工服务承诺书")),
      }),
    );
    return person;
  }

  return {
    url,
    community,
    name: TOWN_NAME,
    ...councilOf(salt),
    logKey,
    operator,
    receipts,
    foundingBytes: papers.founding,
    now,
    stranger,
    join,
    neighbour,
    manifest: (changes) => signManifest({ at: now(), ...changes }, community, operator.signer),
    post,
  };
}

interface PersonDeps {
  readonly url: string;
  readonly community: Id;
  readonly now: () => Moment;
  readonly name: string;
  readonly building: string;
  readonly account: Id;
  readonly firstSeq: number;
  readonly keys: Keys;
}

function createPerson(deps: PersonDeps): Person {
  const { url, community, now, keys, account } = deps;
  const { signer } = keys;
  let seq = deps.firstSeq;
  let requests = 0;

  function entry<K extends EntryKind>(kind: K, body: BodyOf<K>, options: EntryOptions = {}): Promise<Signed> {
    const own = { by: signer, seq: options.seq ?? seq++, as: account, at: now(), community };
    return sign(kind, body, { ...own, ...options, seq: own.seq });
  }

  async function authorization(
    method: string,
    path: string,
    body: Uint8Array = new Uint8Array(),
    at: number = now(),
  ): Promise<string> {
    const payload = encodeCbor(requestPayload(method, path, sha256(body), at as Moment));
    const bytes = await signStatement(payload, "request", idToBytes(community), signer);
    return `YZ1 ${bytesToBase64url(bytes)}`;
  }

  async function send(method: string, path: string, body: Uint8Array): Promise<Answer> {
    // A signed request is taken once and a fixed clock stands still, so each names another second of its minute.
    const at = now() - 55 + (requests++ % 110);
    return call(url, method, path, method === "GET" ? null : body, {
      Authorization: await authorization(method, path, body, at),
    });
  }

  return {
    name: deps.name,
    building: deps.building,
    seal: keys.seal,
    signer,
    account,
    entry,
    authorization,
    send,
    get: (path) => send("GET", path, new Uint8Array()),
    async say(kind, body, options) {
      const { bytes } = await entry(kind, body, options);
      return postEntry(url, community, bytes);
    },
    async auth(path, minute = Math.floor(now() / 60)) {
      const payload = encodeCbor(authPayload(path, minute));
      return bytesToBase64url(await signStatement(payload, "auth", idToBytes(community), signer));
    },
  };
}

/** Six letters of [a-z2-7]. */
function inviteCode(number: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return [5, 4, 3, 2, 1, 0].map((place) => letters[Math.floor(number / 32 ** place) % 32]).join("");
}

async function postEntry(url: string, community: Id, statement: Uint8Array): Promise<Told> {
  const answer = await call(url, "POST", `/c/${community}/entries`, statement);
  const id = idOrNone(statement, community);
  if (answer.problem !== null) return { ok: false, id, code: answer.problem.code, problem: answer.problem };
  const receipt = decodeReceipt(answer.bytes);
  if (receipt === null) throw new Error(`no receipt: ${answer.status}`);
  return { ok: true, id, receipt, bytes: answer.bytes };
}

function idOrNone(statement: Uint8Array, community: Id): Id {
  const parsed = parseStatement(statement, idToBytes(community));
  return parsed.ok ? (bytesToId(parsed.value.id) as Id) : ("" as Id);
}

/** The receipt, or a thrown refusal: for steps that a story takes for granted. */
export function must(told: Told): Told & { readonly ok: true } {
  if (!told.ok) throw new Error(`refused: ${told.code}`);
  return told;
}

/** One request. A body of null is none. */
export async function call(
  url: string,
  method: string,
  path: string,
  body: Uint8Array | null = null,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const type = body === null ? {} : { "Content-Type": "application/cbor" };
  const response = await fetch(url + path, {
    method,
    headers: { ...type, ...headers },
    body: body === null ? null : new Uint8Array(body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const problem = isProblem ? (JSON.parse(Buffer.from(bytes).toString()) as Problem) : null;
  return { status: response.status, headers: response.headers, bytes, problem };
}

/** The CBOR array of an answer. */
export function arrayIn(answer: Answer): readonly Cbor[] {
  const value = decodeCbor(answer.bytes);
  if (!value.ok || !Array.isArray(value.value))
    throw new Error(`no array: ${answer.status} ${answer.problem?.code ?? ""}`);
  return value.value;
}

/** The items of a CBOR sequence. */
export function sequenceIn(answer: Answer): readonly Cbor[] {
  const values = decodeCborSequence(answer.bytes, 1_000_000);
  if (!values.ok || answer.problem !== null)
    throw new Error(`no sequence: ${answer.status} ${answer.problem?.code ?? ""}`);
  return values.value;
}

export function receiptIn(value: Cbor): Receipt {
  const receipt = decodeReceipt(encodeCbor(value));
  if (receipt === null) throw new Error("no receipt");
  return receipt;
}

/** A batch of entries as one body. */
export const batchOf = (statements: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...statements.map(encodeCbor));

export const jsonIn = (answer: Answer): unknown => JSON.parse(Buffer.from(answer.bytes).toString());

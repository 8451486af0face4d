/**
 * A town without a relay: our people, their keys, and the pure ledger. Keys come from names, so every run is the same.
 * `await town.say(person, kind, body, …)` signs, opens and books an entry as the relay's clerk does.
 */
import * as nodeCrypto from "node:crypto";
import { bytesToBase32, utf8ToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Signer } from "../../crypto/keys.ts";
import { verifyWithNode } from "../../crypto/verify.ts";
import {
  type BodyOf,
  type Entry,
  type EntryKind,
  entryPayload,
  type Role,
  readEntry,
} from "../../src/domain/entry.ts";
import { type Founding, foundingPayload, NO_COMMUNITY, openFounding } from "../../src/domain/founding.ts";
import { inviteHash } from "../../src/domain/invite.ts";
import type { Leaf } from "../../src/domain/leaf.ts";
import {
  acceptEntry,
  bookFact,
  bookFounding,
  foundLedger,
  type Ledger,
  nextFact,
  type Outcome,
} from "../../src/domain/ledger.ts";
import { checkInvariants } from "../../src/domain/ledger_views.ts";
import { type Id, idToBytes, type Moment } from "../../src/domain/units.ts";

export const verify = verifyWithNode(nodeCrypto);

export interface Person {
  readonly name: string;
  readonly signer: Signer;
  readonly publicKey: Uint8Array;
  /** The account; empty until she has registered. */
  id: Id;
  seq: number;
}

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** A fast Ed25519 signer from a name. */
export function signerOf(name: string): Signer {
  const key = nodeCrypto.createPrivateKey({
    key: Buffer.concat([PKCS8, sha256(utf8ToBytes(name))]),
    format: "der",
    type: "pkcs8",
  });
  const der = nodeCrypto.createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(der.subarray(der.length - 32)),
    sign: async (message) => new Uint8Array(nodeCrypto.sign(null, message, key)),
  };
}

export function person(name: string): Person {
  const signer = signerOf(name);
  return { name, signer, publicKey: signer.publicKey, id: "" as Id, seq: 0 };
}

export interface Draft {
  readonly as?: Id | null;
  readonly refs?: readonly Id[];
  readonly seq?: number;
  readonly at?: Moment;
}

export interface Town {
  readonly ledger: Ledger;
  readonly founding: Founding;
  /** Everything booked so far. */
  readonly leaves: Leaf[];
  readonly entries: (Entry | null)[];
  readonly root: Person;
  readonly second: Person;
  now: () => Moment;
  /** Moves the clock and books what became due. */
  pass: (seconds: number) => void;
  entry: <K extends EntryKind>(who: Person, kind: K, body: BodyOf<K>, draft?: Draft) => Promise<Entry>;
  book: (entry: Entry) => Outcome;
  /** Signs and books; the answer is "ok" or the refusal. */
  say: <K extends EntryKind>(who: Person, kind: K, body: BodyOf<K>, draft?: Draft) => Promise<string>;
  /** Registers with the poster of building 5. */
  join: (name: string, building?: string) => Promise<Person>;
  /** A member: joined, vouched for and attested by the steward, pledge signed. */
  member: (name: string) => Promise<Person>;
  /** Somebody without a phone, opened by the steward and cosigned by the witness. */
  elder: (name: string, witness: Person) => Promise<Person>;
  readonly operator: Person;
  readonly steward: Person;
}

export const START = 1_763_740_800 as Moment;
export const POSTER_CODE = "poster";
export const FAR = (START + 300 * 86_400) as Moment;

/** 茂名·好心花园 with its operator 小陈 and the steward of building 5, 王姐. */
export async function foundTown(): Promise<Town> {
  const [root, second, operator, steward] = ["root", "second", "小陈", "王姐"].map(person) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const draft = {
    name: "茂名·好心花园",
    timeZone: "Asia/Shanghai",
    salt: new Uint8Array(16).fill(7),
    rootKey: root.publicKey,
    secondKey: second.publicKey,
  };
  const statement = await signStatement(
    encodeCbor(foundingPayload(draft)),
    "founding",
    NO_COMMUNITY,
    root.signer,
  );
  const founding = await openFounding(statement, verify);
  if (!founding.ok) throw new Error(founding.error);
  const ledger = foundLedger(founding.value);
  root.id = founding.value.community;
  second.id = founding.value.community;
  let clock: Moment = START;
  const leaves: Leaf[] = [bookFounding(ledger, clock).leaf];
  const entries: (Entry | null)[] = [null];
  const settle = (): void => {
    for (let fact = nextFact(ledger, clock); fact !== null; fact = nextFact(ledger, clock)) {
      leaves.push(bookFact(ledger, fact, clock).leaf);
      entries.push(null);
    }
    const fault = checkInvariants(ledger);
    if (fault !== null) throw new Error(`invariant: ${fault}`);
  };
  const town: Town = {
    ledger,
    founding: founding.value,
    leaves,
    entries,
    root,
    second,
    operator,
    steward,
    now: () => clock,
    pass: (seconds) => {
      clock = (clock + seconds) as Moment;
      settle();
    },
    entry: async (who, kind, body, { as, refs = [], seq, at } = {}) => {
      who.seq = seq ?? who.seq + 1;
      const payload = entryPayload(kind, {
        seq: who.seq,
        at: at ?? clock,
        as: as === undefined ? who.id : as,
        refs,
        body,
      });
      const bytes = await signStatement(
        encodeCbor(payload),
        kind,
        idToBytes(founding.value.community),
        who.signer,
      );
      const opened = await openStatement(bytes, idToBytes(founding.value.community), verify);
      const entry = opened.ok ? readEntry(opened.value) : null;
      if (entry === null) throw new Error(`not an entry: ${kind}`);
      return entry;
    },
    book: (entry) => {
      const outcome = acceptEntry(ledger, entry, clock);
      if (outcome.verdict !== "repeat" && outcome.leaf !== null) {
        leaves.push(outcome.leaf);
        entries.push(entry);
      }
      settle();
      return outcome;
    },
    say: async (who, kind, body, said) => {
      const entry = await town.entry(who, kind, body, said);
      const outcome = town.book(entry);
      if (kind === "register" && outcome.verdict === "posted" && said?.as === null) who.id = entry.id;
      return outcome.verdict === "refused" ? outcome.refusal : outcome.verdict === "posted" ? "ok" : "repeat";
    },
    join: async (name, building = "5") => {
      const who = person(name);
      await expectOk(town.say(who, "register", registerBody(who, POSTER_CODE, building), { as: null }));
      return who;
    },
    member: async (name) => {
      const who = await town.join(name);
      await expectOk(town.say(steward, "vouch", { account: who.id, household: null }));
      await expectOk(town.say(steward, "attest", { account: who.id, fact: "adult", until: 0 as Moment }));
      await expectOk(town.say(who, "consent", pledge));
      return who;
    },
    elder: async (name, witness) => {
      const who = person(name);
      const entry = await town.entry(
        steward,
        "register",
        { ...registerBody(who, null, "5"), device: null, seal: null },
        {},
      );
      if (town.book(entry).verdict !== "posted") throw new Error("register for somebody");
      await expectOk(town.say(witness, "cosign", {}, { refs: [entry.id] }));
      who.id = entry.id;
      return who;
    },
  };
  await openDoors(town);
  return town;
}

export const pledge = { text: "pledge", version: 1, lang: "zh" as const, sha256: new Uint8Array(32) };

export const registerBody = (who: Person, invite: string | null, building: string): BodyOf<"register"> => ({
  device: who.publicKey,
  seal: sha256(utf8ToBytes(`seal ${who.name}`)),
  recovery: null,
  invite,
  building,
  household: null,
});

async function openDoors({ say, root, operator, steward, founding }: Town): Promise<void> {
  const grant = (account: Id, role: Role, building: string) => ({
    account,
    role,
    building,
    expires: 0 as Moment,
  });
  await expectOk(say(root, "relay_key", { key: signerOf("log").publicKey, purpose: "log" }));
  await expectOk(say(operator, "register", registerBody(operator, null, "1"), { as: null }));
  await expectOk(say(root, "grant", grant(operator.id, "operator", "")));
  await expectOk(say(root, "policy", { preset: "building_start", effective: START, changes: [] }));
  const poster = {
    codeHash: inviteHash(POSTER_CODE, founding.community),
    building: "5",
    uses: 0,
    expires: FAR,
  };
  await expectOk(say(operator, "invite", poster));
  await expectOk(say(steward, "register", registerBody(steward, POSTER_CODE, "5"), { as: null }));
  await expectOk(say(operator, "vouch", { account: steward.id, household: null }));
  await expectOk(say(operator, "attest", { account: steward.id, fact: "adult", until: 0 as Moment }));
  await expectOk(say(operator, "grant", grant(steward.id, "steward", "5")));
  await expectOk(say(steward, "consent", pledge));
}

async function expectOk(answer: Promise<string>): Promise<void> {
  const got = await answer;
  if (got !== "ok") throw new Error(`expected ok, got ${got}`);
}

/** The id of a need that exists only in this test. */
export const needId = (name: string): Id =>
  bytesToBase32(sha256(utf8ToBytes(`need ${name}`)).slice(0, 16)) as Id;

/** The demo (relay.md, Y70…): made by the real clerk and guard, passed by the real audit, served by nobody else. */
import * as nodeCrypto from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bytesToHex } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { signerFromSeed } from "../../crypto/keys.ts";
import { verifyWithNodePool } from "../../crypto/verify.ts";
import { auditFile } from "../../relay/audit_file.ts";
import { DEMO_BUILDINGS } from "../../relay/demo/cast.ts";
import { type Demo, demoLinks, makeDemo, prepareDemo } from "../../relay/demo/demo.ts";
import { CONSENT_HASHES } from "../../relay/demo/founding.ts";
import { masterOf } from "../../relay/demo/keys.ts";
import { ASKINGS } from "../../relay/demo/words.ts";
import { DEMO_PAGE_PATH, type DemoPage, readDemoCode, readDemoPage, seedOf } from "../../src/domain/demo.ts";
import type { Hold } from "../../src/domain/hold.ts";
import { checkInvariants } from "../../src/domain/ledger_views.ts";
import { requestPayload } from "../../src/domain/request.ts";
import { readSaid, type Said } from "../../src/domain/said.ts";
import { DAY, HOUR, hlcToMoment, idToBytes, keyText, type Moment } from "../../src/domain/units.ts";
import { findRisks } from "../../src/domain/words.ts";
import { consentTo } from "../../src/locale/consents.ts";
import { MORNING_MS, type Started, startRelay, temporaryFolder } from "./start.ts";

/** Beijing 17:20, late in March: the story reaches over the beginning of a month. */
const NOW_MS = MORNING_MS + 7 * 3_600_000 + 20 * 60_000 + 10 * 86_400_000;
const verify = verifyWithNodePool(nodeCrypto);
const log = pino({ level: "silent" });
const folder = temporaryFolder();
const data = join(folder.path, "demo");
const random = (count: number): Uint8Array => new Uint8Array(nodeCrypto.randomBytes(count));
const options = { data, nowMs: NOW_MS, random, log };

let demo: Demo;
let started: Started;
let page: DemoPage;
let said: readonly Said[];

beforeAll(async () => {
  demo = await makeDemo(options, masterOf("test"));
  started = await serve(demo, NOW_MS);
  page = (await readPage()) as DemoPage;
  said = await saidIn(data);
}, 60_000);
afterAll(async () => {
  await started.close();
  folder.remove();
});

const serve = (made: Demo, ms: number): Promise<Started> =>
  startRelay({ data, demo: made.page }, { ms, advance() {} });
const readPage = async (): Promise<DemoPage | null> =>
  readDemoPage(await (await fetch(started.url + DEMO_PAGE_PATH)).json());
const ledgerOf = ({ relay }: Started) => {
  const ledger = relay.house.community?.clerk.ledger;
  if (ledger === undefined) throw new Error("the demo has a community");
  return ledger;
};
const holdsOf = (one: Started): readonly Hold[] => [...ledgerOf(one).holds.values()];

/** Every statement on the disk, opened again. */
async function saidIn(place: string): Promise<readonly Said[]> {
  const boards = new DatabaseSync(join(place, "boards.sqlite"), { readOnly: true });
  const rows = boards.prepare("SELECT bytes FROM statement").all() as unknown as { bytes: Uint8Array }[];
  boards.close();
  const community = idToBytes(ledgerOf(started).founding.community);
  const opened = await Promise.all(
    rows.map(({ bytes }) => openStatement(new Uint8Array(bytes), community, verify)),
  );
  return opened.map((one) => {
    const read = one.ok ? readSaid(one.value) : null;
    if (read === null) throw new Error("a statement of the demo does not open");
    return read;
  });
}

test("[Y70] four weeks of a community: services, people, houses, and nothing was refused", () => {
  const { authority } = ledgerOf(started);
  const holds = holdsOf(started);
  const posted = holds.filter(({ phase }) => phase.phase === "over" && phase.end === "posted");
  expect(demo).toMatchObject({ refusals: [], told: "new" });
  expect(posted.length).toBeGreaterThanOrEqual(60);
  expect(page.people.length).toBeGreaterThanOrEqual(12);
  expect(new Set([...authority.accounts.values()].map(({ building }) => building)).size).toBe(
    DEMO_BUILDINGS.length,
  );
  const first = Math.min(...posted.map(({ at }) => at));
  expect(NOW_MS / 1000 - first).toBeGreaterThan(24 * DAY);
  const kinds = new Set(said.map(({ kind }) => kind));
  for (const kind of ["need", "state", "thanks", "rate", "standby", "profile", "hello"] as const)
    expect(kinds).toContain(kind);
});

test("[Y70] what stands open shows every state that a neighbour can meet", () => {
  const { authority } = ledgerOf(started);
  const now = NOW_MS / 1000;
  const live = holdsOf(started).filter(({ phase }) => phase.phase !== "over");
  const phases = new Set(live.map(({ phase }) => phase.phase));
  for (const phase of ["open", "taken", "running", "ended"]) expect(phases).toContain(phase);
  expect(live.some(({ disputedAt }) => disputedAt !== null)).toBe(true);
  expect(live.some(({ seconds }) => seconds === 0)).toBe(true);
  expect(live.some(({ phase, at }) => phase.phase === "open" && now - at > 6 * HOUR)).toBe(true);
  expect(new Set(live.map(({ type }) => type)).size).toBeGreaterThanOrEqual(6);
  const accounts = [...authority.accounts.values()];
  expect(accounts.filter(({ vouchedAt }) => vouchedAt === null)).toHaveLength(2);
  expect(accounts.filter(({ keeper, witness }) => keeper !== null && witness !== null)).toHaveLength(1);
  expect([...authority.pending.values()].filter(({ state }) => state === "waiting")).toHaveLength(1);
  expect(accounts.flatMap(({ roles }) => roles.map(({ role }) => role)).sort()).toEqual(
    ["operator", "steward", "steward", "steward"].sort(),
  );
  expect(started.relay.house.community?.box.size).toBeGreaterThan(10);
  const tour = live.find(({ need }) => need === page.tour.need);
  expect(tour).toMatchObject({ payer: page.tour.requester, phase: { phase: "open" } });
});

test("[Y70] the audit passes, and the books balance", async () => {
  expect((await auditFile(join(data, "ledger.sqlite"))).faults).toEqual([]);
  expect(checkInvariants(ledgerOf(started))).toBe(null);
});

test("[Y70] nobody writes a number, a door or an illness on a board", () => {
  const words = [
    ...said.flatMap((one) => ("words" in one.body ? [one.body.words] : [])),
    ...ASKINGS.map((asking) => asking.words),
  ];
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((text) => findRisks(text).length > 0 || /\d{5}/.test(text))).toEqual([]);
});

test("[Y70] consents name the texts that the app shows", () => {
  for (const [text, hash] of Object.entries(CONSENT_HASHES))
    expect(consentTo(text as keyof typeof CONSENT_HASHES, "zh")).toMatchObject({ sha256: hash, version: 1 });
});

test("[Y71] the same seed and moment tell the same story", async () => {
  const tell = async (name: string, seed: string): Promise<readonly string[]> => {
    const place = temporaryFolder();
    const short = { ...options, data: join(place.path, name), days: 7 };
    await makeDemo(short, masterOf(seed));
    const boards = new DatabaseSync(join(short.data, "boards.sqlite"), { readOnly: true });
    const rows = boards.prepare("SELECT id FROM statement ORDER BY row").all();
    boards.close();
    place.remove();
    return rows.map((row) => bytesToHex(new Uint8Array((row as { id: Uint8Array }).id)));
  };
  const [first, again, other] = [await tell("a", "x"), await tell("b", "x"), await tell("c", "y")];
  expect(again).toEqual(first);
  expect(first.length).toBeGreaterThan(100);
  expect(first.filter((id) => other.includes(id))).toEqual([]);
}, 60_000);

test("[Y72] people, seeds and codes belong together", () => {
  const { authority } = ledgerOf(started);
  for (const person of page.people) {
    const signer = signerFromSeed(seedOf(person.seed) as Uint8Array);
    expect(authority.keys.get(keyText(signer.publicKey))?.account).toBe(person.account);
  }
  const links = [...demoLinks(page, "http://localhost:8787").matchAll(/\/demo#([a-z2-7]+)$/gm)];
  expect(links.map(([, code]) => readDemoCode(code ?? "")?.account)).toEqual(
    page.people.map(({ account }) => account),
  );
});

test("[Y17] an account's page keeps its consents, however much has happened since", async () => {
  const { account, seed } = page.people.find(({ name }) => name === "李姐") ?? never();
  const { community } = page;
  const path = `/c/${community}/accounts/${account}`;
  const payload = requestPayload("GET", path, sha256(new Uint8Array()), Math.floor(NOW_MS / 1000) as Moment);
  const signer = signerFromSeed(seedOf(seed) as Uint8Array);
  const signed = await signStatement(encodeCbor(payload), "request", idToBytes(community), signer);
  const authorization = `YZ1 ${Buffer.from(signed).toString("base64url")}`;
  const answer = await fetch(started.url + path, { headers: { Authorization: authorization } });
  const read = decodeCbor(new Uint8Array(await answer.arrayBuffer()));
  const leaves = read.ok ? ((read.value as Cbor[])[6] as [number, Uint8Array][]) : [];
  const indices = leaves.map(([index]) => index);
  const consents = [...(ledgerOf(started).consents.get(account)?.values() ?? [])].map(({ index }) => index);
  expect(consents).toHaveLength(4);
  expect(indices).toEqual(expect.arrayContaining(consents));
  expect(indices.length).toBeGreaterThan(50);
  expect(indices).toEqual([...indices].sort((a, b) => a - b));
});

function never(): never {
  throw new Error("the demo has people");
}

test("[Y72] a relay that is no demo tells nothing and does not call itself one", async () => {
  const real = await startRelay();
  const answer = await fetch(real.url + DEMO_PAGE_PATH);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: "not_found" });
  expect(answer.headers.get("X-Demo")).toBe(null);
  await real.close();
  const told = await fetch(`${started.url}/healthz`);
  expect(told.headers.get("X-Demo")).toBe("1");
});

test("[Y73] a folder is made once, and told on when it has rested", async () => {
  const count = said.length;
  await started.close();
  const soon = await prepareDemo({ ...options, nowMs: NOW_MS + 3_600_000 });
  expect(soon.told).toBe("not");
  const laterMs = NOW_MS + 4 * 86_400_000;
  const later = await prepareDemo({ ...options, nowMs: laterMs });
  expect(later).toMatchObject({ told: "on", refusals: [] });
  started = await serve(later, laterMs);
  expect((await readPage())?.people).toEqual(page.people);
  const open = holdsOf(started).filter(({ phase }) => phase.phase === "open");
  expect(open.length).toBeGreaterThanOrEqual(6);
  expect(open.every(({ at }) => laterMs / 1000 - at < DAY)).toBe(true);
  const now = await saidIn(data);
  expect(now.length).toBeGreaterThan(count + 60);
  expect(
    now.filter(({ kind, at }) => kind === "need" && hlcToMoment(at) > NOW_MS / 1000).length,
  ).toBeGreaterThan(20);
  expect((await auditFile(join(data, "ledger.sqlite"))).faults).toEqual([]);
}, 60_000);

test("[Y73] a folder that holds something else is left alone", async () => {
  const other = join(folder.path, "other");
  mkdirSync(other);
  writeFileSync(join(other, "ledger.sqlite"), "");
  await expect(prepareDemo({ ...options, data: other })).rejects.toThrow("is no demo");
});

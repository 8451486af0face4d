/**
 * npm run bench: each figure beside a rival of the same run, printed as a ratio, and written to
 * test/bench/results.json. Figures of another run or machine are not compared.
 */
import * as nodeCrypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { verifyWithNode, verifyWithNodePool } from "../../crypto/verify.ts";
import { createBoard } from "../../src/board/board.ts";
import { doc8Of, parseDocumentName } from "../../src/board/document.ts";
import { encodeUpdate, placeOf } from "../../src/board/update.ts";
import type { BodyOf } from "../../src/domain/entry.ts";
import { saidPayload } from "../../src/domain/said.ts";
import { bytesToId, hlc, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { foundTown as foundPureTown, signerOf } from "../domain/town.ts";
import { startTown } from "./town.ts";

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly rival: string;
  readonly ratio: string;
  readonly bar: string;
}
const rows: Row[] = [];
const perSecond = (count: number, ms: number): number => Math.round((count * 1000) / ms);

/** Raw verifies a second: one at a time, and in the thread pool. */
async function rawVerify(): Promise<{ one: number; pool: number }> {
  const signer = signerOf("raw");
  const message = new Uint8Array(200);
  const signature = await signer.sign(message);
  const sync = verifyWithNode(nodeCrypto);
  const pool = verifyWithNodePool(nodeCrypto);
  const count = 10_000;
  let began = performance.now();
  for (let time = 0; time < count; time++) sync(signer.publicKey, message, signature);
  const one = perSecond(count, performance.now() - began);
  began = performance.now();
  for (let done = 0; done < count; done += 100)
    await Promise.all(Array.from({ length: 100 }, () => pool(signer.publicKey, message, signature)));
  return { one, pool: perSecond(count, performance.now() - began) };
}

const MEMBERS = 50;
const PAIRS = 50;

/** Holds and voids, signed before the clock starts, posted in batches of 100 over four connections. */
async function durableTransfers(raw: number): Promise<void> {
  const { town, members, stop } = await startTown(MEMBERS);
  const batches: Uint8Array[] = [];
  const now = Math.floor(Date.now() / 1000) as Moment;
  let signed: Uint8Array[] = [];
  const push = (bytes: Uint8Array): void => {
    signed.push(encodeCbor(bytes));
    if (signed.length === 100) {
      batches.push(new Uint8Array(Buffer.concat(signed)));
      signed = [];
    }
  };
  for (const member of members) {
    for (let pair = 0; pair < PAIRS; pair++) {
      const need = bytesToId(sha256(new TextEncoder().encode(`${member.name}/${pair}`)).slice(0, 16)) as Id;
      const body: BodyOf<"hold"> = {
        type: "errand",
        seconds: 360,
        helper: null,
        from: now,
        to: (now + 3600) as Moment,
        lapses: (now + 86_400) as Moment,
      };
      const hold = await member.entry("hold", body, { refs: [need] });
      push(hold.bytes);
      push((await member.entry("void", { reason: "changed_mind" }, { refs: [need, hold.id] })).bytes);
    }
  }
  const began = performance.now();
  let _next = 0;
  let receipts = 0;
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (let batch = 0; batch < batches.length; batch++) {
      // Each member's batch goes through the same lane.
      if (batch % 4 !== lane) continue;
      const answers = await post(`${town.url}/c/${town.community}/entries`, batches[batch] as Uint8Array);
      receipts += countReceipts(answers);
      _next++;
    }
  });
  await Promise.all(lanes);
  const rate = perSecond(receipts, performance.now() - began);
  rows.push({
    what: "durable signed transfers/s, batches of 100 over HTTP",
    figure: `${rate}/s (${receipts} receipts)`,
    rival: `node:crypto verify, two threads ${raw}/s`,
    ratio: (rate / raw).toFixed(2),
    bar: "≥ 0.5",
  });
  agent.destroy();
  await stop();
}

// Connections of their own: those of the setup may just be closing.
const agent = new Agent({ keepAlive: true });

function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { agent, method: "POST", headers: { "Content-Type": "application/cbor" } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

/** How many of the answers are receipts; anything refused is a broken measurement and named. */
function countReceipts(sequence: Uint8Array): number {
  const answers = decodeCborSequence(sequence, 1000);
  if (!answers.ok) throw new Error(`answers: ${answers.error}`);
  const refused = answers.value.find((answer) => Array.isArray(answer) && answer[0] === "refused");
  if (Array.isArray(refused)) throw new Error(`refused: ${refused[1]}`);
  return answers.value.length;
}

/** Statements through the guard: new ones with their signature, and again with kept verdicts. */
async function guard(raw: number): Promise<void> {
  const town = await foundPureTown();
  const name = parseDocumentName(`board/${town.founding.community}/5/2025-11`);
  if (!name.ok) throw new Error(name.error);
  const community = idToBytes(town.founding.community);
  const said: Uint8Array[] = [];
  for (let need = 0; need < 3000; need++)
    said.push(await needStatement(town.steward.signer, town.steward.id, community, doc8Of(name.value), need));
  const placed = said.map((bytes) => {
    const parsed = parseStatement(bytes, community);
    if (!parsed.ok) throw new Error(parsed.error);
    return {
      ...placeOf(parsed.value.digest),
      value: bytes,
      bytes,
      digest: parsed.value.digest,
      id: parsed.value.id,
    };
  });
  const deps = {
    name: name.value,
    community,
    verify: verifyWithNode(nodeCrypto),
    admission: { judge: () => "ok" as const, mayErase: () => false },
  };
  const board = createBoard(deps);
  const update = encodeUpdate(placed);
  const began = performance.now();
  await board.receive(update);
  const rate = perSecond(3000, performance.now() - began);
  const again = performance.now();
  await board.receive(update);
  const cached = performance.now() - again;
  rows.push({
    what: "new statements/s through the guard, one thread",
    figure: `${rate}/s`,
    rival: `node:crypto verify, one thread ${raw}/s`,
    ratio: (rate / raw).toFixed(2),
    bar: "–",
  });
  rows.push({
    what: "3,000 statements again, verdicts kept",
    figure: `${cached.toFixed(1)} ms`,
    rival: "–",
    ratio: "–",
    bar: "–",
  });
  rows.push({
    what: "bytes of one need",
    figure: `${said[0]?.length} B signed, ${Math.round(update.length / 3000)} B in an update`,
    rival: "–",
    ratio: "–",
    bar: "–",
  });
}

async function needStatement(
  signer: ReturnType<typeof signerOf>,
  requester: Id,
  community: Uint8Array,
  doc8: Uint8Array,
  count: number,
): Promise<Uint8Array> {
  const from = 1_763_740_800 as Moment;
  const body = {
    type: "errand" as const,
    requester,
    from,
    to: (from + 7200) as Moment,
    seconds: 600,
    place: "door" as const,
    words: "生抽一瓶,放门口即可",
    gender: 0,
    points: true,
  };
  return signStatement(
    encodeCbor(saidPayload("need", { doc8, at: hlc(from * 1000, count), refs: [], body })),
    "need",
    community,
    signer,
  );
}

const raw = await rawVerify();
await guard(raw.one);
await durableTransfers(raw.pool);
console.table(rows);
writeFileSync("test/bench/results.json", `${JSON.stringify(rows, null, 2)}\n`);

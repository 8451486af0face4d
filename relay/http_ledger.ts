/** Entries in, receipts out; the roster; an account's page. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { type Cbor, decodeCborSequence, encodeCbor } from "../crypto/cbor.ts";
import { type Account, hasRole, isOperator, isStewardOf, speaksFor } from "../src/domain/authority.ts";
import { accountAnswer, consentLeavesOf, lastLeavesOf } from "../src/domain/ledger_views.ts";
import { type Id, type Moment, parseId } from "../src/domain/units.ts";
import { type Desk, parseCount, sendBytes, sendCbor, sendCborSequence } from "./ask.ts";
import type { Answer } from "./clerk.ts";
import type { Community } from "./house.ts";
import { ACCOUNT_LEAVES_MAX, BATCH_BYTES_MAX, ENTRIES_PER_REQUEST_MAX, ROSTER_LEAVES_MAX } from "./limits.ts";
import { refusalItem } from "./refuse.ts";

/** The first byte of a statement, which is an array of four; anything else is a sequence of byte strings. */
const STATEMENT_HEAD = 0x84;

export function serveLedger(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  const { house } = desk;

  app.post("/c/:c/entries", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const body = await desk.body(c, BATCH_BYTES_MAX);
    if (!body.ok) return body.error;
    if (body.value[0] === STATEMENT_HEAD) return single(community.value, body.value);
    const statements = decodeCborSequence(body.value, ENTRIES_PER_REQUEST_MAX);
    if (!statements.ok) return desk.refuse(statements.error === "too_many" ? "too_large" : "bad_request");
    if (statements.value.length === 0 || !statements.value.every((item) => item instanceof Uint8Array))
      return desk.refuse("bad_request");
    const answers = await community.value.clerk.submit(statements.value as Uint8Array[]);
    const now = house.now();
    return sendBytes(
      Buffer.concat(answers.map((answer) => (answer.ok ? answer.receipt : refusedBytes(answer, now)))),
      "application/cbor",
    );
  });

  async function single(community: Community, statement: Uint8Array): Promise<Response> {
    const [answer] = await community.clerk.submit([statement]);
    if (answer === undefined) return desk.refuse("broken");
    return answer.ok
      ? sendBytes(answer.receipt, "application/cbor")
      : desk.refuse(answer.code, { index: answer.index });
  }

  app.get("/c/:c/roster", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c, "from");
    if (!query.ok) return query.error;
    const from = query.value.has("from") ? parseCount(query.value.get("from")) : 0;
    if (from === null) return desk.refuse("bad_request");
    const refused = await desk.reader(c, community.value);
    return refused ?? sendCborSequence(await rosterFrom(community.value, from));
  });

  app.get("/c/:c/accounts/:account", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c);
    if (!query.ok) return query.error;
    const asker = await desk.asker(c, community.value, NO_BODY);
    if (!asker.ok) return asker.error;
    const { ledger } = community.value.clerk;
    const account = ledger.authority.accounts.get(parseId(c.req.param("account")) ?? ("" as Id));
    // Whether somebody exists is not told to those who may not look.
    if (account === undefined || !maySee(community.value, asker.value.account, account))
      return desk.refuse("not_allowed");
    return sendCbor(accountPage(community.value, account, house.now()));
  });

  function maySee(community: Community, asker: Account, account: Account): boolean {
    const { authority } = community.clerk.ledger;
    const now = house.now();
    return (
      speaksFor(authority, asker.id, account.id, 0, now) ||
      isStewardOf(authority, asker.id, account.building, now) ||
      isOperator(authority, asker.id, now) ||
      hasRole(authority, asker.id, "auditor", null, now)
    );
  }
}

const NO_BODY = new Uint8Array();

function refusedBytes(answer: Answer & { readonly ok: false }, now: Moment): Uint8Array {
  return encodeCbor(refusalItem({ code: answer.code, now, index: answer.index }));
}

/** The newest checkpoint, then the registry leaves it covers from a log index on. */
async function rosterFrom(community: Community, from: number): Promise<readonly Cbor[]> {
  const { log } = community.clerk;
  const size = log.sealedSize;
  const indices = log.registry.filter((index) => index >= from && index < size).slice(0, ROSTER_LEAVES_MAX);
  const note = (await log.note(size)) ?? "";
  const leaves = community.journal.leavesAt(indices);
  return [note, ...leaves.map((leaf, place) => [indices[place] as number, leaf])];
}

/** `[account, available, held, debt, lots, holds, last leaves and those of consents]`. */
function accountPage(community: Community, account: Account, now: Moment): Cbor {
  const { ledger, log } = community.clerk;
  const last = lastLeavesOf(ledger, account.id).slice(-ACCOUNT_LEAVES_MAX);
  const indices = [...new Set([...consentLeavesOf(ledger, account.id), ...last])]
    .filter((index) => index < log.sealedSize)
    .sort((a, b) => a - b);
  const leaves = community.journal.leavesAt(indices);
  const page = accountAnswer(ledger, account.id, now);
  return [...page, leaves.map((leaf, place) => [indices[place] as number, leaf])];
}

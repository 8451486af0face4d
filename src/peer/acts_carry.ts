/** Taking back, carrying by hand, looking at proofs, trying again. */
import { bytesToHex } from "../../crypto/bytes.ts";
import { parseStatement } from "../../crypto/cose.ts";
import { leafHash, verifyInclusion } from "../../crypto/merkle.ts";
import { decodeReceipt, encodeLeaf, receiptNote } from "../domain/leaf.ts";
import { readSaid } from "../domain/said.ts";
import { RATING_UNDO_SECONDS } from "../domain/taken_back.ts";
import { addSeconds, type Id, idToBytes } from "../domain/units.ts";
import { acted, bad, done, good } from "./answers.ts";
import { asMe, type Host } from "./host.ts";
import type { Session } from "./session.ts";
import type { Acts, Answer, ProofShown } from "./station.ts";
import type { SaidKept } from "./vault.ts";

type CarryActs = Pick<
  Acts,
  "takeBack" | "exportBundle" | "importBundle" | "proof" | "markNoticesRead" | "retry"
>;

/** Files are carried now and then; their code is loaded then. */
const carrier = () => import("./bundle_file.ts");

export function carryActs(host: Host, withdraw: Acts["withdraw"], standDown: Acts["standDown"]): CarryActs {
  return {
    takeBack: (key) => acted(() => asMe(host, (me) => takeBack(me, key, withdraw, standDown))),
    exportBundle: () => acted(() => asMe(host, async (me) => (await carrier()).exportBundle(me))),
    importBundle: (bytes) => acted(() => asMe(host, async (me) => (await carrier()).importBundle(me, bytes))),
    proof: (index) => acted(() => asMe(host, (me) => showProof(me, index))),
    markNoticesRead: () => host.markNoticesRead(),
    retry: async () => {
      await host
        .recovery()
        ?.check()
        .catch(() => undefined);
      const session = host.session();
      // Nobody is here yet: what kind of relay this is can be asked all the same.
      if (session === null) await host.ground.http.ask({ path: "/healthz" });
      else await session.retry().catch(() => undefined);
    },
  };
}

async function takeBack(
  me: Session,
  key: string,
  withdraw: Acts["withdraw"],
  standDown: Acts["standDown"],
): Promise<Answer> {
  if (await me.intents.takeBack(key)) return done;
  if ((await me.outbox.dismiss(key as Id)) || (await me.saidLog.dismiss(key as Id))) return done;
  const row = me.saidLog.all.find(({ id }) => id === key);
  if (row === undefined) return bad("already_done");
  if (row.kind === "need") return withdraw(row.id);
  if (row.kind === "standby" && row.need !== null) return standDown(row.need);
  if (row.kind === "thanks" || row.kind === "rate") return takeBackWord(me, row);
  const document = me.boards.all().find(({ board }) => board.get(idToBytes(row.id)) !== undefined);
  if (document === undefined) return bad("already_done");
  await me.pen.say("erase", { document: document.name, need: row.need, body: { ids: [row.id] } });
  return done;
}

/** Thanks and ratings: her own word says that they do not count; what it takes back stays where it is. */
async function takeBackWord(me: Session, { id, kind, need, since }: SaidKept): Promise<Answer> {
  const document = me.boards.find(id);
  const isGone = me.saidLog.all.some((row) => row.kind === "withdraw" && answersTo(me, row) === id);
  if (document === null || isGone) return bad("already_done");
  if (kind === "rate" && me.ground.clock.moment() > addSeconds(since, RATING_UNDO_SECONDS))
    return bad("rating_settled");
  await me.pen.say("withdraw", { document: document.name, refs: [id], need, body: { reason: "mistake" } });
  return done;
}

function answersTo(me: Session, { bytes }: SaidKept): Id | undefined {
  const parsed = parseStatement(bytes, idToBytes(me.community));
  return parsed.ok ? readSaid(parsed.value)?.refs[0] : undefined;
}

/** The proof of a leaf, checked here: from the vault where it is ours, which needs no relay. */
async function showProof(me: Session, index: number): Promise<Answer<ProofShown>> {
  let booked = await me.book.read(index);
  if (booked === null) {
    for (const account of me.accounts()) await me.book.refresh(account, asker(me));
    booked = await me.book.read(index);
  }
  const receipt = booked === null ? null : decodeReceipt(booked.receipt);
  if (booked === null || receipt === null) return bad("ref_missing");
  const hash = leafHash(encodeLeaf(booked.leaf));
  const { path, size, root } = receipt;
  return good({
    index,
    at: booked.leaf.time,
    isValid:
      verifyInclusion({ index, size, leafHash: hash, path, root }) &&
      (await me.book.checkState(booked.bytes, booked.receipt)) !== null,
    leafHash: bytesToHex(hash),
    path: path.map(bytesToHex),
    size,
    root: bytesToHex(root),
    checkpoint: receiptNote(receipt, me.community),
  });
}

const asker = (me: Session) => ({ signer: me.device.signer, community: me.community });

/** Statements through the guard of one board, in this thread: new ones with their signature, then with kept verdicts. */
import * as nodeCrypto from "node:crypto";
import { encodeCbor } from "../../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../../crypto/cose.ts";
import { verifyWithNode } from "../../../crypto/verify.ts";
import { createBoard } from "../../../src/board/board.ts";
import { doc8Of, parseDocumentName } from "../../../src/board/document.ts";
import { encodeUpdate, placeOf } from "../../../src/board/update.ts";
import { saidPayload } from "../../../src/domain/said.ts";
import { hlc, type Id, idToBytes, type Moment } from "../../../src/domain/units.ts";
import { foundTown, type signerOf } from "../../domain/town.ts";
import { rawVerifies } from "../raw_verify.ts";
import { type Bench, inTurns, ms, perSecond, rate, ratioOf } from "../row.ts";

const COUNT = 3_000;
const TURNS = 3;

export const bench: Bench = {
  async run() {
    const town = await foundTown();
    const parsed = parseDocumentName(`board/${town.founding.community}/5/2025-11`);
    if (!parsed.ok) throw new Error(parsed.error);
    const name = parsed.value;
    const community = idToBytes(town.founding.community);
    const said: Uint8Array[] = [];
    for (let need = 0; need < COUNT; need++)
      said.push(await needStatement(town.steward.signer, town.steward.id, community, doc8Of(name), need));
    const update = encodeUpdate(
      said.map((bytes) => {
        const parsed = parseStatement(bytes, community);
        if (!parsed.ok) throw new Error(parsed.error);
        return { ...placeOf(parsed.value.digest), value: bytes };
      }),
    );
    const again: number[] = [];
    async function receive(): Promise<number> {
      const board = createBoard({
        name,
        community,
        verify: verifyWithNode(nodeCrypto),
        admission: { judge: () => "ok" as const, mayErase: () => false },
      });
      const began = performance.now();
      await board.receive(update);
      const spent = performance.now() - began;
      const second = performance.now();
      await board.receive(update);
      again.push(performance.now() - second);
      return perSecond(COUNT, spent);
    }
    const [ours, raw] = (await inTurns(TURNS, receive, () => rawVerifies(1))) as [number, number];
    const none = { rival: "–", ratio: "–", bar: "–" };
    return [
      {
        what: "new statements/s through the guard, one thread",
        figure: rate(ours),
        rival: `node:crypto verify, one thread: ${rate(raw)}`,
        ratio: ratioOf(ours, raw),
        bar: "–",
      },
      { ...none, what: "3,000 statements again, verdicts kept", figure: ms(Math.min(...again)) },
      {
        ...none,
        what: "bytes of one need",
        figure: `${said[0]?.length} B signed, ${Math.round(update.length / COUNT)} B in an update`,
      },
    ];
  },
};

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
    words: "生抽一瓶，放门口即可",
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

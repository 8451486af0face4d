/**
 * Durable signed transfers a second: holds and voids, signed before the clock starts, in batches of 100 over four
 * connections, until the last receipt is here. The relay is a process of its own; this process posts and reads, so it
 * shares the two cores with it. The rival has both cores to itself and nothing to do but verify.
 */
import { availableParallelism } from "node:os";
import { countReceipts, createPost } from "../post.ts";
import { rawVerifies } from "../raw_verify.ts";
import { type Bench, inTurns, note, perSecond, rate, ratioOf } from "../row.ts";
import { cpuMsOf, holdsAndVoids, inBatches, startTown } from "../town.ts";

const MEMBERS = 50;
/** Of each member and turn. */
const PAIRS = 50;
const BATCH = 100;
const LANES = 4;
const TURNS = 5;

export const bench: Bench = {
  async run() {
    const { town, members, process: relay, stop } = await startTown(MEMBERS);
    const post = createPost();
    const url = `${town.url}/c/${town.community}/entries`;
    const turns: Uint8Array[][] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const signed = await Promise.all(members.map((member) => holdsAndVoids(member, PAIRS, `${turn}`)));
      turns.push(signed.flatMap((entries) => inBatches(entries, BATCH)));
    }

    /** Each member's batch goes through one lane: a hold is there before its void. */
    async function transfers(): Promise<number> {
      const batches = turns.pop() as Uint8Array[];
      const answers: Uint8Array[] = [];
      const cpuBefore = [cpuMsOf(relay), process.cpuUsage()] as const;
      const began = performance.now();
      const lanes = Array.from({ length: LANES }, async (_, lane) => {
        for (let batch = lane; batch < batches.length; batch += LANES)
          answers.push(await post.send(url, batches[batch] as Uint8Array));
      });
      await Promise.all(lanes);
      const spent = performance.now() - began;
      const own = process.cpuUsage(cpuBefore[1]);
      const each = (milliseconds: number): number =>
        Math.round((milliseconds * 1000) / (batches.length * BATCH));
      note(
        `  processor µs each: relay ${each(cpuMsOf(relay) - cpuBefore[0])}, phones ${each((own.user + own.system) / 1000)}`,
      );
      return perSecond(
        answers.reduce((sum, answer) => sum + countReceipts(answer), 0),
        spent,
      );
    }

    const threads = availableParallelism();
    const [ours, raw] = (await inTurns(TURNS, transfers, () => rawVerifies(threads))) as [number, number];
    post.close();
    await stop();
    return [
      {
        what: "durable signed transfers/s, batches of 100 over HTTP",
        figure: rate(ours),
        rival: `node:crypto verify, ${threads} threads: ${rate(raw)}`,
        ratio: ratioOf(ours, raw),
        bar: "≥ 0.5",
        beyond: "≥ 0.8",
      },
    ];
  },
};

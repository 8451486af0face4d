/**
 * How long one member waits for the receipt of one entry while 200 a second come in, evenly. A calm minute after the
 * relay has warmed up; the entries are signed before.
 */
import { countReceipts, createPost } from "../post.ts";
import { type Bench, ms, quantile } from "../row.ts";
import { holdsAndVoids, startTown } from "../town.ts";

const MEMBERS = 20;
const PAIRS = 100;
const PER_SECOND = 200;
/** Not counted: the relay's code is compiled while it runs. */
const WARM = 600;

export const bench: Bench = {
  async run() {
    const { town, members, stop } = await startTown(MEMBERS);
    const post = createPost();
    const url = `${town.url}/c/${town.community}/entries`;
    const byMember = await Promise.all(members.map((member) => holdsAndVoids(member, PAIRS, "accept")));
    // One entry of each member after the other: nobody's void runs into her hold.
    const entries = Array.from({ length: PAIRS * 2 }, (_, place) =>
      byMember.map((signed) => signed[place] as Uint8Array),
    ).flat();
    const waits: number[] = [];
    const began = performance.now();
    await Promise.all(
      entries.map(async (entry, place) => {
        await until(began + (place * 1000) / PER_SECOND);
        const sent = performance.now();
        const answer = await post.send(url, entry);
        waits[place] = performance.now() - sent;
        countReceipts(answer);
      }),
    );
    post.close();
    await stop();
    const counted = waits.slice(WARM);
    return [
      {
        what: "p99 accept at 200/s",
        figure: `${ms(quantile(counted, 0.99))} (p50 ${ms(quantile(counted, 0.5))}, worst ${ms(Math.max(...counted))})`,
        rival: "–",
        ratio: "–",
        bar: "≤ 50 ms",
        beyond: "≤ 20 ms",
      },
    ];
  },
};

const until = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));

/**
 * What a relay pays when a building comes home: 500 phones without anything join a board of 2,340 statements at once.
 * Processor time of the relay, its kernel's part included, until each phone has everything.
 */
import type { Person } from "../../relay/town.ts";
import { isStep1, STEP_1_EMPTY, STEP_2_EMPTY, type Station, startOurs, startPlain } from "../boards.ts";
import { type Bench, inTurns, ratioOf } from "../row.ts";
import { cpuMsOf } from "../town.ts";

const WRITERS = 13;
const EACH = 180;
const PHONES = 500;
const TURNS = 3;

export const bench: Bench = {
  async run() {
    const { station, members } = await startOurs(WRITERS);
    const plain = await startPlain();
    await fill(station, members);
    await fill(plain, members);
    const [ours, theirs] = (await inTurns(
      TURNS,
      () => join(station, members),
      () => join(plain, members),
    )) as [number, number];
    await Promise.all([station.stop(), plain.stop()]);
    const cost = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`;
    return [
      {
        what: "500 phones join a board at once: server CPU each",
        figure: cost(ours),
        rival: `plain y-websocket relay: ${cost(theirs)}`,
        ratio: ratioOf(ours, theirs),
        bar: "≤ 0.5",
      },
    ];
  },
};

async function fill(station: Station, members: readonly Person[]): Promise<void> {
  for (const member of members) {
    const wire = await station.open(member, 0);
    const watcher = await station.open(members[0] as Person, 0);
    const messages = await station.messages(member, 0, EACH);
    let heard = 0;
    const done = new Promise<void>((resolve) => {
      watcher.onMessage((message) => {
        heard += station.statementsIn(message);
        if (heard >= EACH) resolve();
      });
    });
    wire.onMessage((message) => station.receiptedIn(message));
    for (const message of messages) wire.send(message);
    await done;
    wire.close();
    watcher.close();
  }
}

/** Milliseconds of processor time of one joining. */
async function join(station: Station, members: readonly Person[]): Promise<number> {
  const before = cpuMsOf(station.process);
  const wires = await Promise.all(
    Array.from({ length: PHONES }, async (_, place) => {
      const wire = await station.open(members[place % members.length] as Person, 0);
      await new Promise<void>((resolve) => {
        let heard = 0;
        wire.onMessage((message) => {
          heard += station.statementsIn(message);
          if (isStep1(message)) wire.send(STEP_2_EMPTY);
          if (heard >= WRITERS * EACH) resolve();
        });
        wire.send(STEP_1_EMPTY);
      });
      return wire;
    }),
  );
  const spent = cpuMsOf(station.process) - before;
  for (const wire of wires) wire.close();
  return spent / PHONES;
}

/**
 * Statements a second through guard, disk and 12 receivers: 13 phones in one board, each says 180 things, one message
 * each, all as fast as the socket takes them. It ends when every phone has what the 12 others said and, with ours, the
 * receipt for what she said. This process is all the phones; it shares the cores with the relay at work.
 */
import type { Person } from "../../relay/town.ts";
import { type Station, startOurs, startPlain } from "../boards.ts";
import { type Bench, inTurns, perSecond, rate, ratioOf } from "../row.ts";

const PHONES = 13;
const EACH = 180;
const TURNS = 5;

export const bench: Bench = {
  async run() {
    const { station, members } = await startOurs(PHONES * TURNS);
    const plain = await startPlain();
    const turnOf = (station: Station): (() => Promise<number>) => {
      let turn = 0;
      // Nobody may say more than her rate: other people each turn.
      return () => crowd(station, members.slice(turn * PHONES, (turn + 1) * PHONES), turn++);
    };
    const [ours, theirs] = (await inTurns(TURNS, turnOf(station), turnOf(plain))) as [number, number];
    await Promise.all([station.stop(), plain.stop()]);
    return [
      {
        what: "statements/s through guard, disk and 12 receivers",
        figure: rate(ours),
        rival: `plain y-websocket relay, no checks, no disk: ${rate(theirs)}`,
        ratio: ratioOf(ours, theirs),
        bar: "≥ 0.5",
        beyond: "≥ 0.8",
      },
    ];
  },
};

async function crowd(station: Station, people: readonly Person[], document: number): Promise<number> {
  const messages = await Promise.all(people.map((person) => station.messages(person, document, EACH)));
  const wires = await Promise.all(people.map((person) => station.open(person, document)));
  const wanted = EACH * (people.length - 1);
  const done = wires.map(
    (wire) =>
      new Promise<void>((resolve) => {
        let [heard, kept] = [0, 0];
        wire.onMessage((message) => {
          heard += station.statementsIn(message);
          kept += station.receiptedIn(message);
          if (heard >= wanted && (kept >= EACH || !station.isDurable)) resolve();
        });
      }),
  );
  const began = performance.now();
  for (let number = 0; number < EACH; number++)
    for (const [phone, wire] of wires.entries())
      wire.send((messages[phone] as Uint8Array[])[number] as Uint8Array);
  await Promise.all(done);
  const spent = performance.now() - began;
  for (const wire of wires) wire.close();
  return perSecond(EACH * people.length, spent);
}

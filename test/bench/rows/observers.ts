/**
 * From a write to its arrival with each of 500 phones that look at the same board, 20 writes a second: p99 over all
 * phones and writes. This process is the writer and all the phones, so half of the time is its own, with both relays.
 */
import type { Person } from "../../relay/town.ts";
import { type Station, startOurs, startPlain } from "../boards.ts";
import { type Bench, inTurns, ms, quantile, ratioOf } from "../row.ts";

const OBSERVERS = 500;
/** An account may have 64 sockets. */
const READERS = 10;
const TURNS = 3;
const WRITES = 100;
const WARM = 20;
const EVERY_MS = 50;

export const bench: Bench = {
  async run() {
    const { station, members } = await startOurs(READERS + TURNS);
    const plain = await startPlain();
    const readers = members.slice(TURNS);
    const turnOf = (station: Station): (() => Promise<number>) => {
      let turn = 0;
      return () => watched(station, readers, members[turn] as Person, turn++);
    };
    const [ours, theirs] = (await inTurns(TURNS, turnOf(station), turnOf(plain))) as [number, number];
    await Promise.all([station.stop(), plain.stop()]);
    return [
      {
        what: "p99 write → 500 observers of one board",
        figure: ms(ours),
        rival: `plain y-websocket relay: ${ms(theirs)}`,
        ratio: ratioOf(ours, theirs),
        bar: "≤ 1.3",
        beyond: "≤ 1.0",
      },
    ];
  },
};

async function watched(
  station: Station,
  readers: readonly Person[],
  writer: Person,
  document: number,
): Promise<number> {
  const messages = await station.messages(writer, document, WRITES + WARM);
  const wires = await Promise.all(
    Array.from({ length: OBSERVERS }, (_, place) =>
      station.open(readers[place % readers.length] as Person, document),
    ),
  );
  const waits: number[] = [];
  let [sent, arrived] = [0, 0];
  let allHere: () => void = () => {};
  let isCounted = false;
  for (const wire of wires)
    wire.onMessage((message) => {
      if (station.statementsIn(message) === 0) return;
      if (isCounted) waits.push(performance.now() - sent);
      if (++arrived === OBSERVERS) allHere();
    });
  const pen = await station.open(writer, document);
  pen.onMessage(() => {});
  for (const [place, message] of messages.entries()) {
    const here = new Promise<void>((resolve) => {
      allHere = resolve;
    });
    isCounted = place >= WARM;
    arrived = 0;
    sent = performance.now();
    pen.send(message);
    await here;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, sent + EVERY_MS - performance.now())));
  }
  for (const wire of [...wires, pen]) wire.close();
  return quantile(waits, 0.99);
}

/**
 * From a write to its arrival with each of 500 phones that look at the same board: p99 over all phones and writes of a
 * turn. Each relay has its 500 all the while, and they are written to by turns, 10 writes a second each, so that a busy
 * moment of the machine meets both. This process is the writer and all the phones: half of the time is its own.
 */
import type { Person } from "../../relay/town.ts";
import { type Station, startOurs, startPlain } from "../boards.ts";
import { type Bench, median, ms, note, quantile, ratioOf } from "../row.ts";

const OBSERVERS = 500;
/** An account may have 64 sockets. */
const READERS = 10;
const TURNS = 3;
const WRITES = 80;
const WARM = 20;
const PAUSE_MS = 40;

export const bench: Bench = {
  async run() {
    const { station, members } = await startOurs(READERS + TURNS);
    const plain = await startPlain();
    const readers = members.slice(TURNS);
    const pens = await Promise.all([
      watched(station, readers, members.slice(0, TURNS)),
      watched(plain, readers, members.slice(0, TURNS)),
    ]);
    const p99: number[][] = [[], []];
    for (let turn = 0; turn < TURNS; turn++) {
      const waits: number[][] = [[], []];
      for (let write = 0; write < WRITES + WARM; write++)
        for (const [place, pen] of pens.entries()) {
          const seen = await pen(turn, write);
          if (write >= WARM) (waits[place] as number[]).push(...seen);
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      for (const [place, seen] of waits.entries()) (p99[place] as number[]).push(quantile(seen, 0.99));
    }
    note(`  ${p99.map((values) => values.map((value) => value.toPrecision(4)).join(" ")).join("  |  ")}`);
    const [ours, theirs] = p99.map(median) as [number, number];
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

/** Milliseconds until each observer had what this writer said as her n-th. */
type Pen = (writer: number, n: number) => Promise<readonly number[]>;

async function watched(
  station: Station,
  readers: readonly Person[],
  writers: readonly Person[],
): Promise<Pen> {
  const messages = await Promise.all(writers.map((writer) => station.messages(writer, 0, WRITES + WARM)));
  let waits: number[] = [];
  let sent = 0;
  let allHere: () => void = () => {};
  for (let place = 0; place < OBSERVERS; place++) {
    const wire = await station.open(readers[place % readers.length] as Person, 0);
    wire.onMessage((message) => {
      if (station.statementsIn(message) === 0) return;
      waits.push(performance.now() - sent);
      if (waits.length === OBSERVERS) allHere();
    });
  }
  const wires = await Promise.all(writers.map((writer) => station.open(writer, 0)));
  for (const wire of wires) wire.onMessage(() => {});
  return async (writer, n) => {
    const here = new Promise<void>((resolve) => {
      allHere = resolve;
    });
    waits = [];
    sent = performance.now();
    wires[writer]?.send(messages[writer]?.[n] as Uint8Array);
    await here;
    return waits;
  };
}

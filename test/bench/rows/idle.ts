/**
 * Memory of an idle phone: what 5,000 open sockets in one small board add to the relay's RSS, each relay in a new
 * process every turn. The phones are in this process, and the relay in another.
 */
import type { Person } from "../../relay/town.ts";
import { type Station, startOurs, startPlain } from "../boards.ts";
import { type Bench, inTurns, ratioOf } from "../row.ts";
import { rssOf } from "../town.ts";
import type { Wire } from "../wire.ts";

const SOCKETS = 5_000;
/** An account may have 64 sockets. */
const MEMBERS = 80;
const AT_ONCE = 50;
const TURNS = 3;

export const bench: Bench = {
  async run() {
    const [ours, theirs] = (await inTurns(
      TURNS,
      async () => {
        const { station, members } = await startOurs(MEMBERS);
        return idle(station, members);
      },
      async () => idle(await startPlain(), [{ name: "somebody" } as Person]),
    )) as [number, number];
    const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
    return [
      {
        what: "RSS per idle connection, 5,000 connections",
        figure: kib(ours),
        rival: `plain y-websocket relay: ${kib(theirs)}`,
        ratio: ratioOf(ours, theirs),
        bar: "≤ 1.2",
        beyond: "≤ 1.0",
      },
    ];
  },
};

async function idle(station: Station, members: readonly Person[]): Promise<number> {
  const wires: Wire[] = [];
  const open = async (count: number): Promise<void> => {
    for (let opened = 0; opened < count; opened += AT_ONCE)
      wires.push(
        ...(await Promise.all(
          Array.from({ length: AT_ONCE }, (_, place) =>
            station.open(members[(wires.length + place) % members.length] as Person, 0),
          ),
        )),
      );
    for (const wire of wires) wire.onMessage(() => {});
  };
  // What the first phones cost is code and buffers that all later ones share.
  await open(AT_ONCE);
  await settle();
  const before = rssOf(station.process);
  await open(SOCKETS);
  await settle();
  const after = rssOf(station.process);
  const isLost = wires.some(({ closed }) => closed);
  for (const wire of wires) wire.close();
  await station.stop();
  if (isLost) throw new Error("a phone was sent away");
  return (after - before) / SOCKETS;
}

/** Long enough for both to be idle: this is not waited for by anything else. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3_000));

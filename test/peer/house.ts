/** A relay that stops and starts again at the same address, over the same folder or an empty one. */
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { createRelay, type Relay } from "../../relay/relay.ts";
import { type Clock, type Started, temporaryFolder } from "../relay/start.ts";
import { createRunningClock } from "./community.ts";
import { until } from "./phones.ts";

export interface RelayHouse extends Started {
  readonly data: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The same address, and nothing on disk. */
  startEmpty(): Promise<void>;
  remove(): Promise<void>;
}

export async function createHouse(clock: Clock = createRunningClock()): Promise<RelayHouse> {
  const folder = temporaryFolder();
  let relay: Relay | null = null;
  let url = "";

  async function open(data: string | null): Promise<void> {
    relay = await createRelay({
      now: () => clock.ms,
      random: (count) => new Uint8Array(randomBytes(count)),
      data,
      origin: null,
      log: pino({ level: "silent" }),
    });
    const port = url === "" ? 0 : Number(new URL(url).port);
    ({ url } = await relay.listen({ host: "127.0.0.1", port }));
  }

  async function stop(): Promise<void> {
    if (relay !== null) await quiet(relay);
    await relay?.close();
    relay = null;
  }

  await open(folder.path);
  return {
    get relay() {
      return relay as Relay;
    },
    get url() {
      return url;
    },
    clock,
    data: folder.path,
    stop,
    start: () => open(folder.path),
    startEmpty: () => open(null),
    close: stop,
    async remove() {
      await stop();
      folder.remove();
    },
  };
}

/** A socket that comes while a relay ends is slow to go: the relay ends when nobody has just come. */
async function quiet(relay: Relay): Promise<void> {
  let before = -1;
  let same = 0;
  await until(async () => {
    const text = await relay.house.metrics.text();
    const count = Number(/^yizhan_sockets (\d+)$/m.exec(text)?.[1] ?? 0);
    same = count === before ? same + 1 : 0;
    before = count;
    return same > LOOKS;
  });
}
const LOOKS = 40;

/**
 * A relay starts on a journal of 100,000 entries: from the start of the process to the first line that says it is
 * ready, everything folded anew. The rival verifies the signatures of the same entries with node:crypto, parsed before,
 * in one thread; every fifth of them, times five.
 */
import * as nodeCrypto from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStatement } from "../../../crypto/cose.ts";
import { createClerk } from "../../../relay/clerk.ts";
import { openData } from "../../../relay/data.ts";
import { createMetrics } from "../../../relay/metrics.ts";
import { asJournaled, replayJournal } from "../../../relay/replay.ts";
import { idToBytes } from "../../../src/domain/units.ts";
import { type Bench, inTurns, ms, note, ratioOf } from "../row.ts";
import { end, holdsAndVoids, readReady, spawnRelay, startTown } from "../town.ts";

const ENTRIES = 100_000;
const MEMBERS = 100;
const SHARE = 5;
const TURNS = 3;

export const bench: Bench = {
  async run() {
    const { data, community, entries, remove } = await makeJournal();
    const signed = parsedOf(entries, community);

    async function boot(): Promise<number> {
      const began = performance.now();
      const relay = spawnRelay(data);
      await readReady(relay);
      const spent = performance.now() - began;
      await end(relay);
      return spent;
    }

    let turn = 0;
    async function verify(): Promise<number> {
      const some = signed.filter((_, place) => place % SHARE === turn % SHARE);
      turn++;
      const began = performance.now();
      for (const { message, key, signature } of some)
        if (!nodeCrypto.verify(null, message, key, signature)) throw new Error("not verified");
      return ((performance.now() - began) * signed.length) / some.length;
    }

    const [ours, theirs] = (await inTurns(TURNS, boot, verify)) as [number, number];
    remove();
    return [
      {
        what: "replay 100,000 entries at boot, process start included",
        figure: ms(ours),
        rival: `node:crypto verifying them, one thread: ${ms(theirs)}`,
        ratio: ratioOf(ours, theirs),
        bar: "≤ 0.3",
        beyond: "≤ 2 s",
      },
    ];
  },
};

interface MadeJournal {
  readonly data: string;
  readonly community: Uint8Array;
  readonly entries: readonly Uint8Array[];
  remove(): void;
}

/** A town's folder, filled by a clerk in this process who believes what we have just signed. */
async function makeJournal(): Promise<MadeJournal> {
  const { town, members, data: living, process, stop } = await startTown(MEMBERS);
  await end(process);
  const data = mkdtempSync(join(tmpdir(), "yizhan-replay-"));
  cpSync(living, data, { recursive: true });
  await stop();
  note("  signing");
  const byMember: Uint8Array[][] = [];
  for (const member of members) byMember.push(await holdsAndVoids(member, ENTRIES / 2 / MEMBERS, "replay"));
  const entries = byMember.flat();
  note("  writing");
  const files = openData({
    data,
    nowMs: Date.now,
    random: (count) => new Uint8Array(nodeCrypto.randomBytes(count)),
  });
  const found = await replayJournal(files.journal, files.keys.log, {
    founding: asJournaled,
    entries: asJournaled,
  });
  if (found?.fault !== null) throw new Error(found?.fault ?? "no journal");
  const none = (): number => 0;
  const clerk = createClerk({
    ...files,
    ...found,
    verify: asJournaled,
    now: Date.now,
    metrics: createMetrics({ logSize: none, sockets: none, rooms: none, streams: none, posts: none }),
    readOnly: null,
    onStop: (error) => {
      throw error;
    },
  });
  for (let from = 0; from < entries.length; from += 100) {
    const refused = (await clerk.submit(entries.slice(from, from + 100))).find(({ ok }) => !ok);
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
  files.close();
  return {
    data,
    community: idToBytes(town.community),
    entries,
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}

function parsedOf(entries: readonly Uint8Array[], community: Uint8Array) {
  const keys = new Map<string, nodeCrypto.KeyObject>();
  return entries.map((bytes) => {
    const parsed = parseStatement(bytes, community);
    if (!parsed.ok) throw new Error(parsed.error);
    const { publicKey, toBeSigned: message, signature } = parsed.value;
    const x = Buffer.from(publicKey).toString("base64url");
    const key =
      keys.get(x) ?? nodeCrypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    keys.set(x, key);
    return { message, key, signature };
  });
}

/** What becomes of an entry, told to everybody who asks: before it is sent, while it is, and after (P37). */
import { beforeEach, expect, test } from "vitest";
import { bytesToBase32, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { signerFromSeed } from "../../crypto/keys.ts";
import { type Id, idToBytes } from "../../src/domain/units.ts";
import type { Book, BookedLeaf } from "../../src/peer/book.ts";
import { createClock } from "../../src/peer/clock.ts";
import type { Reply } from "../../src/peer/http.ts";
import { lockTaken } from "../../src/peer/mutex.ts";
import { createOutbox, type Outbox } from "../../src/peer/outbox.ts";
import type { Locks } from "../../src/peer/platform.ts";
import type { LeafKept, Vault } from "../../src/peer/vault.ts";
import { createMemoryVault } from "../../src/peer/vault_memory.ts";
import { createLocks } from "./phones.ts";

const idOf = (text: string): Id => bytesToBase32(sha256(utf8ToBytes(text)).slice(0, 16)) as Id;
const COMMUNITY = idOf("同益社区");
const 李姐 = idOf("李姐");
const signer = signerFromSeed(new Uint8Array(32).fill(1));
const DRAFT = { as: 李姐, body: { device: signer.publicKey } } as const;

/** One phone's disk, and a relay whose word is given by hand. */
interface Phone {
  readonly vault: Vault;
  /** What the relay says of the next entries: posted, or a word of refusal. */
  word: string;
  /** Called while entries are on their way. */
  onSend: () => Promise<void>;
  open(locks?: Locks): Promise<Outbox>;
}

let phone: Phone;
beforeEach(() => {
  const vault = createMemoryVault();
  const locks = createLocks();
  phone = {
    vault,
    word: "posted",
    onSend: async () => undefined,
    open: async (others = locks) => {
      const clock = await createClock(vault, () => 1_800_000_000_000);
      const outbox = createOutbox({
        ...{ community: COMMUNITY, account: 李姐, signer, vault, clock },
        http: {
          ask: async ({ body }: { body?: Uint8Array }): Promise<Reply> => {
            await phone.onSend();
            const { word } = phone;
            const sent = decodeCborSequence(body as Uint8Array, 100);
            const answer = (): Cbor => (word === "posted" ? [7] : ["refused", word, false]);
            const bytes = sent.ok ? sent.value.map(() => encodeCbor(answer())) : [];
            return { ok: true, bytes: Uint8Array.from(bytes.flatMap((one) => [...one])), text: "" };
          },
        } as never,
        book: createBook(vault),
        learnKeys: async () => undefined,
        platform: { locks: others, random: () => Uint8Array.of(0), now: () => 1_800_000_000_000 },
      });
      await outbox.reload();
      return outbox;
    },
  };
});

/** A book that believes every receipt, and holds what this tab was told. */
function createBook(vault: Vault): Book {
  const leaves = new Map<number, BookedLeaf>();
  let last = 0;
  return {
    leaves,
    has: (index: number) => leaves.has(index),
    checkReceipt: async (entry: Uint8Array) => {
      const index = ++last + (await vault.all("leaves")).length;
      const row = { key: `${COMMUNITY}/${index}`, community: COMMUNITY, index, leaf: entry, receipt: entry };
      return { row, status: 0 };
    },
    async add(rows: readonly LeafKept[]) {
      for (const { index, leaf } of rows)
        leaves.set(index, { index, entry: { id: idIn(leaf) } } as unknown as BookedLeaf);
    },
  } as unknown as Book;
}

function idIn(entry: Uint8Array): Id {
  const parsed = parseStatement(entry, idToBytes(COMMUNITY));
  if (!parsed.ok) throw new Error(parsed.error);
  return bytesToBase32(parsed.value.id) as Id;
}

test("[P37] what was posted before anybody asked is told when somebody asks", async () => {
  const outbox = await phone.open();
  const id = await outbox.put("key_remove", DRAFT);
  await outbox.flush();
  expect(outbox.entries).toEqual([]);
  const outcome = await outbox.attempt(id);
  expect(outcome).toEqual({ state: "posted", id, index: expect.any(Number) });
});

test("[P37] so is what was refused, and then it is not kept either", async () => {
  const outbox = await phone.open();
  phone.word = "not_allowed";
  const id = await outbox.put("key_remove", DRAFT);
  await outbox.flush();
  expect(outbox.entries).toMatchObject([{ id, fault: "not_yours_to_say" }]);
  expect(await outbox.attempt(id)).toEqual({ state: "refused", id, fault: "not_yours_to_say" });
  expect([outbox.entries, await phone.vault.all("outbox")]).toEqual([[], []]);
});

test("[P37] so is what another tab has sent", async () => {
  const [outbox, other] = [await phone.open(), await phone.open()];
  const id = await outbox.put("key_remove", DRAFT);
  await other.flush();
  expect(await outbox.attempt(id)).toMatchObject({ state: "posted", id });
});

test("[P37] everybody who asks is answered, also who asks while it is on its way", async () => {
  const outbox = await phone.open();
  const id = await outbox.put("key_remove", DRAFT);
  let asked: Promise<unknown>[] = [];
  phone.onSend = async () => {
    asked = [outbox.attempt(id), outbox.attempt(id)];
  };
  expect(await outbox.attempt(id)).toMatchObject({ state: "posted" });
  expect(await Promise.all(asked)).toMatchObject([{ state: "posted" }, { state: "posted" }]);
});

test("[P37] an entry of which nobody knows waits", async () => {
  const outbox = await phone.open();
  expect(await outbox.attempt(idOf("nobody's"))).toMatchObject({ state: "waiting" });
});

test("[P39] where another page does not let go of sending, it waits and says so", async () => {
  const locks = createLocks();
  const outbox = await phone.open({
    request: (name, ms, work) =>
      name.endsWith("/sign") ? locks.request(name, ms, work) : Promise.reject(lockTaken(name)),
  });
  expect(await outbox.submit("key_remove", DRAFT)).toMatchObject({ state: "waiting" });
  outbox.stop();
});

import * as nodeCrypto from "node:crypto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { utf8ToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { type Signer, signerFromSeed } from "../../crypto/keys.ts";
import { verifyWithNode } from "../../crypto/verify.ts";
import { type DocumentName, doc8Of, formatDocumentName } from "../../src/board/document.ts";
import { encodeUpdate, placeOf } from "../../src/board/update.ts";
import { createVerdicts } from "../../src/board/verdicts.ts";
import { type Authority, applyRegistryChange, emptyAuthority } from "../../src/domain/authority.ts";
import { newAccount, newKey } from "../../src/domain/enrol.ts";
import type { Founding } from "../../src/domain/founding.ts";
import { saidPayload } from "../../src/domain/said.ts";
import { bytesToId, hlc, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { type BoardsDeps, createBoards } from "../../src/peer/boards.ts";
import { openDocumentRows } from "../../src/peer/document_rows.ts";
import { type OpenDocument, openDocument } from "../../src/peer/open_document.ts";
import type { Channel } from "../../src/peer/platform.ts";
import { until } from "./phones.ts";

const COMMUNITY = bytesToId(sha256(utf8ToBytes("同益社区")).slice(0, 16)) as Id;
const MARCH: DocumentName = {
  kind: "board",
  community: COMMUNITY,
  building: "3",
  month: "2026-03",
  part: 1,
};
const NOW = (Date.UTC(2026, 2, 2, 2) / 1000) as Moment;
const verify = verifyWithNode(nodeCrypto);
/** Signs as fast as a relay: a thousand statements are many for tweetnacl. */
function fastSigner(name: string): Signer {
  const { publicKey, privateKey } = nodeCrypto.generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" });
  return {
    publicKey: new Uint8Array(Buffer.from(jwk.x ?? name, "base64url")),
    sign: async (message) => new Uint8Array(nodeCrypto.sign(null, message, privateKey)),
  };
}
const 王姐 = fastSigner("王姐");

/** 王姐 is steward of building 3: she may say a lot. */
function authorityOf(...signers: readonly Signer[]): Authority {
  const authority = emptyAuthority({ community: COMMUNITY, timeZone: "Asia/Shanghai" } as Founding);
  for (const { publicKey } of signers) {
    const id = bytesToId(sha256(publicKey).slice(0, 16)) as Id;
    const account = newAccount({ id } as never, "3", 1, NOW);
    const role = { role: "steward", building: "3", from: NOW, expires: 0 as Moment, endedAt: null } as const;
    const value = { ...account, vouchedAt: NOW, roles: [role] };
    applyRegistryChange(authority, { put: "account", value });
    applyRegistryChange(authority, {
      put: "key",
      value: newKey({ device: publicKey, seal: publicKey, account: id, came: "register" }, NOW, NOW),
    });
  }
  return authority;
}

const thanks = (n: number, signer = 王姐): Promise<Uint8Array> =>
  signStatement(
    encodeCbor(
      saidPayload("thanks", {
        doc8: doc8Of(MARCH),
        at: hlc(NOW * 1000 + n),
        refs: [COMMUNITY],
        body: { code: "warm", words: `第${n}次` },
      }),
    ),
    "thanks",
    idToBytes(COMMUNITY),
    signer,
  );

const placed = (bytes: Uint8Array) => {
  const said = parseStatement(bytes, idToBytes(COMMUNITY));
  if (!said.ok) throw new Error(said.error);
  return { ...placeOf(said.value.digest), value: said.value.bytes };
};

interface Disk {
  readonly indexedDB: IDBFactory;
  readonly broadcast: ((name: string) => Channel) | null;
}

const open = (
  disk: Disk,
  authority = authorityOf(王姐),
  own: readonly Uint8Array[] = [],
): Promise<OpenDocument> =>
  openDocument({
    name: MARCH,
    community: COMMUNITY,
    authority: () => authority,
    now: () => NOW,
    verify,
    verdicts: createVerdicts(idToBytes(COMMUNITY)),
    own,
    platform: disk,
  });

const newDisk = (): Disk => ({ indexedDB: new IDBFactory(), broadcast: null });
const wordsIn = ({ board }: OpenDocument): readonly string[] =>
  [...board.statements()].map(({ payload }) => (payload[5] as readonly string[])[1] as string).sort();

/** Nothing pending, nothing deleted, and the map shows what the board holds. */
function expectFits({ board }: OpenDocument): void {
  const { doc } = board;
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.getMap("s").size).toBe([...board.statements()].length);
  expect(Y.createDeleteSetFromStructStore(doc.store).clients.size).toBe(0);
}

test("[P40] guard 22: 1,200 writes and a trim, two tabs, a write before load: all fit, none is lost", async () => {
  const disk = newDisk();
  const all = await Promise.all(Array.from({ length: 1_200 }, (_, n) => thanks(n)));
  const [first, second] = [await open(disk), await open(disk)];
  for (const [n, statement] of all.entries()) await (n % 2 === 0 ? first : second).board.add(statement);
  await Promise.all([first.settled(), second.settled()]);
  await Promise.all([first.close(), second.close()]);
  // both trim when they open again, at the same time
  const [third, fourth] = await Promise.all([open(disk), open(disk)]);
  const late = await thanks(5_000);
  await third.board.add(late);
  await third.settled();
  expect(wordsIn(third)).toHaveLength(1_201);
  expect(wordsIn(fourth)).toHaveLength(1_200);
  await Promise.all([third.close(), fourth.close()]);
  const rows = openDocumentRows(disk, formatDocumentName(MARCH));
  expect((await rows.load()).length).toBeLessThan(100);
  await rows.close();
  const last = await open(disk);
  expect(wordsIn(last)).toHaveLength(1_201);
  expectFits(last);
  await last.close();
}, 60_000);

test("[P41] guard 23: a write that the disk aborted comes back from the vault, everything else is there", async () => {
  const disk = newDisk();
  const [one, two, three] = await Promise.all([thanks(1), thanks(2), thanks(3)]);
  const document = await open(disk);
  await document.board.add(one);
  await document.settled();
  const restore = abortNextWrite();
  await document.board.add(two);
  await document.settled();
  restore();
  await document.board.add(three);
  await document.settled();
  await document.close();
  const without = await open(disk);
  expect(wordsIn(without)).toEqual(["第1次", "第3次"]);
  expectFits(without);
  await without.close();
  const again = await open(disk, authorityOf(王姐), [two]);
  expect(wordsIn(again)).toEqual(["第1次", "第2次", "第3次"]);
  expectFits(again);
  await again.close();
});

/** The next row is refused by the disk. */
function abortNextWrite(): () => void {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (this: IDBObjectStore) {
    this.transaction.abort();
    throw new DOMException("the disk is full", "QuotaExceededError");
  };
  return () => {
    IDBObjectStore.prototype.add = add;
  };
}

test("[P42] guard 24: poisoned rows are dropped at load, and the document opens", async () => {
  const disk = newDisk();
  const [good, other] = await Promise.all([thanks(1), thanks(2)]);
  const stranger = await thanks(3, signerFromSeed(sha256(utf8ToBytes("外人"))));
  const forged = new Uint8Array(other);
  forged[forged.length - 1] = (forged[forged.length - 1] as number) ^ 1;
  const wiped = new Y.Doc();
  wiped.getMap("s").set("x", 1);
  wiped.getMap("s").delete("x");
  const rows = openDocumentRows(disk, formatDocumentName(MARCH));
  await rows.append([
    encodeUpdate([placed(good)]),
    Uint8Array.of(1, 2, 3),
    new Uint8Array(),
    Y.encodeStateAsUpdate(wiped),
    encodeUpdate([{ ...placed(other), value: forged }]),
    encodeUpdate([placed(stranger)]),
  ]);
  await rows.close();
  const document = await open(disk);
  expect(wordsIn(document)).toEqual(["第1次"]);
  expectFits(document);
  await document.close();
  // what is left on disk is ours, and the stranger's row, which waits for the roster
  const after = openDocumentRows(disk, formatDocumentName(MARCH));
  expect(await after.load()).toHaveLength(2);
  await after.close();
  const enrolled = await open(disk, authorityOf(王姐, signerFromSeed(sha256(utf8ToBytes("外人")))));
  expect(wordsIn(enrolled)).toEqual(["第1次", "第3次"]);
  await enrolled.close();
});

test("[P43] guard 25: what is held already changes nothing", async () => {
  const document = await open(newDisk());
  const said = await thanks(1);
  await document.board.add(said);
  const before = Y.encodeStateAsUpdate(document.board.doc);
  expect((await document.board.add(said)).held).toHaveLength(1);
  expect((await document.board.receiveStatements([said, said])).applied).toHaveLength(0);
  expect(Y.encodeStateAsUpdate(document.board.doc)).toEqual(before);
  expectFits(document);
  await document.close();
});

test("[P44] guard 27: a document opened twice in one page does not diverge", async () => {
  const channels = new Set<Channel>();
  const disk: Disk = {
    indexedDB: new IDBFactory(),
    broadcast: () => {
      const channel: Channel = {
        onmessage: null,
        postMessage: (message) => {
          for (const other of channels)
            if (other !== channel) other.onmessage?.({ data: structuredClone(message) });
        },
        close: () => void channels.delete(channel),
      };
      channels.add(channel);
      return channel;
    },
  };
  const first = await open(disk);
  for (let n = 0; n < 5; n++) await first.board.add(await thanks(n));
  const second = await open(disk);
  for (let n = 5; n < 10; n++) await second.board.add(await thanks(n));
  await first.board.add(await thanks(3));
  await until(() => wordsIn(first).length === 10 && wordsIn(second).length === 10);
  expect(first.board.digest()).toEqual(second.board.digest());
  expectFits(first);
  expectFits(second);
  await Promise.all([first.close(), second.close()]);
});

test("[P45] rows that y-indexeddb wrote are read", async () => {
  const doc = new Y.Doc();
  const text = formatDocumentName(MARCH);
  const persistence = new IndexeddbPersistence(text, doc);
  await persistence.whenSynced;
  Y.applyUpdate(doc, encodeUpdate([placed(await thanks(7))]));
  await persistence.destroy();
  const document = await open({ indexedDB: indexedDB as never, broadcast: null });
  expect(wordsIn(document)).toEqual(["第7次"]);
  await document.close();
});

test("[P46] a document that did not open is opened when it is asked for again, and what is open can be closed", async () => {
  let isBroken = true;
  const quiet: Channel = { postMessage: () => undefined, onmessage: null, close: () => undefined };
  const boards = createBoards({
    ...{
      account: COMMUNITY,
      building: "3",
      verify,
      auth: async () => null,
      onUnknown: async () => undefined,
    },
    roster: {
      founding: { community: COMMUNITY, timeZone: "Asia/Shanghai" },
      authority: () => authorityOf(王姐),
    },
    clock: { moment: () => NOW },
    saidLog: { of: () => [], load: async () => undefined },
    platform: {
      ...{
        origin: "http://relay",
        indexedDB: new IDBFactory(),
        random: () => Uint8Array.of(0),
        now: () => 0,
      },
      WebSocket: class {},
      broadcast: () => {
        if (isBroken) throw new Error("no channel");
        return quiet;
      },
    },
  } as unknown as BoardsDeps);
  await expect(boards.open(MARCH)).rejects.toThrow("no channel");
  isBroken = false;
  const document = await boards.open(MARCH);
  await document.board.add(await thanks(1));
  expect([...document.board.statements()]).toHaveLength(1);
  isBroken = true;
  const failing = boards.open({ ...MARCH, month: "2026-04" }).catch(() => "failed");
  await boards.close();
  expect(await failing).toBe("failed");
});

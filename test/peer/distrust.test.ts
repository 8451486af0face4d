import { afterAll, beforeAll, expect, test } from "vitest";
import { concatBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import type { StationDeps } from "../../src/peer/platform.ts";
import { foundTown, needIn, soySauce, type Town } from "./community.ts";
import { closeAll, createPhone, faultOf, must, until } from "./phones.ts";

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

type Fetch = StationDeps["fetch"];

/** A relay that lies about some paths: `change` gets the honest body and gives another. */
function lying(
  fits: (path: string, method: string) => boolean,
  change: (body: Uint8Array) => Uint8Array | Response,
): { readonly fetch: Fetch; isOn: boolean } {
  const liar = {
    isOn: true,
    fetch: (async (input, init) => {
      const response = await fetch(input, init);
      const path = String(input).slice(town.url.length);
      if (!liar.isOn || !response.ok || !fits(path, init?.method ?? "GET")) return response;
      const changed = change(new Uint8Array(await response.arrayBuffer()));
      if (changed instanceof Response) return changed;
      return new Response(changed as Uint8Array<ArrayBuffer>, { headers: response.headers });
    }) as Fetch,
  };
  return liar;
}

const itemsOf = (bytes: Uint8Array): readonly Cbor[] => {
  const items = decodeCborSequence(bytes, 100_000);
  if (!items.ok) throw new Error(items.error);
  return items.value;
};
const sequenceOf = (items: readonly Cbor[]): Uint8Array => concatBytes(...items.map(encodeCbor));

test("[P20] a roster that leaves somebody out is not believed, and takes nothing away", async () => {
  const 李姐 = await town.neighbour("李姐");
  await 李姐.tab.close();
  const before = 李姐.account;
  const 新邻居 = await town.join("新邻居");
  // the answer's first leaf is missing: the signed count gives it away
  const liar = lying(
    (path) => path.includes("/roster?"),
    (body) => {
      const [note, , ...leaves] = itemsOf(body);
      return sequenceOf([note as Cbor, ...leaves]);
    },
  );
  const tab = await 李姐.phone.open({ fetch: liar.fetch });
  await tab.acts.retry();
  expect(tab.view().people.has(新邻居.account)).toBe(false);
  expect(tab.view().people.has(before)).toBe(true);
  await until(
    () => tab.view().sync.word === "relay_down",
    () => tab.view().sync,
  );
  liar.isOn = false;
  await tab.acts.retry();
  await until(() => tab.view().people.has(新邻居.account));
  await until(
    () => tab.view().sync.word === "synced",
    () => tab.view().sync,
  );
});

test("[P21] a leaf whose entry was changed is not believed", async () => {
  const 钱叔 = await town.neighbour("钱叔");
  await 钱叔.tab.close();
  const 新来的 = await town.join("新来的");
  const liar = lying(
    (path) => path.includes("/roster?"),
    (body) => {
      const [note, ...pairs] = itemsOf(body) as readonly [Cbor, ...(readonly [number, Uint8Array])[]];
      const bent = pairs.map(([index, leaf]) => {
        const copy = new Uint8Array(leaf);
        copy[copy.length - 3] = (copy[copy.length - 3] as number) ^ 1;
        return [index, copy];
      });
      return sequenceOf([note, ...bent]);
    },
  );
  const tab = await 钱叔.phone.open({ fetch: liar.fetch });
  await tab.acts.retry();
  expect(tab.view().people.has(新来的.account)).toBe(false);
  expect(tab.view().me?.standing).toBe("vouched");
});

test("[P22] a checkpoint that falls back is remembered as evidence", async () => {
  const 孙姨 = await town.neighbour("孙姨");
  let old: Uint8Array | null = null;
  const liar = lying(
    (path) => path.includes("/roster?"),
    (body) => {
      const items = itemsOf(body);
      old ??= encodeCbor(items[0] as Cbor);
      return old;
    },
  );
  await 孙姨.tab.close();
  const tab = await 孙姨.phone.open({ fetch: liar.fetch });
  await until(() => old !== null);
  await town.join("又一位");
  // the first note again, which is smaller than what this phone learns meanwhile
  liar.isOn = false;
  await tab.acts.retry();
  await until(() => [...tab.view().people.values()].length > 1);
  liar.isOn = true;
  await tab.acts.retry();
  await until(
    () => tab.view().sync.word === "relay_down",
    () => tab.view().sync,
  );
  liar.isOn = false;
  await tab.acts.retry();
  await until(
    () => tab.view().sync.word === "synced",
    () => tab.view().sync,
  );
});

test("[P23] a receipt that proves nothing leaves the entry in the outbox", async () => {
  const 周伯 = await town.neighbour("周伯");
  await 周伯.tab.close();
  const liar = lying(
    (path, method) => path.endsWith("/entries") && method === "POST",
    (body) =>
      sequenceOf(
        itemsOf(body).map((item) => {
          const bent = [...(item as readonly Cbor[])];
          const signature = new Uint8Array(bent[9] as Uint8Array);
          signature[10] = (signature[10] as number) ^ 1;
          bent[9] = signature;
          return bent;
        }),
      ),
  );
  const tab = await 周伯.phone.open({ fetch: liar.fetch });
  const need = await must(tab.acts.publish(soySauce(周伯.account, town.clock)));
  await until(() =>
    tab.view().sync.waiting.some(({ kind, state }) => kind === "hold" && state === "waiting"),
  );
  expect(needIn({ ...周伯, tab }, need)?.hold).toBeNull();
  expect(tab.view().sync.word).toBe("waiting");
  liar.isOn = false;
  await tab.acts.retry();
  await until(() => needIn({ ...周伯, tab }, need)?.status === "open");
  await until(
    () => tab.view().sync.word === "synced",
    () => tab.view().sync,
  );
});

test("[P24] a founding statement of another community is not believed", async () => {
  const liar = lying(
    (path) => path.endsWith("/founding"),
    (body) => {
      const copy = new Uint8Array(body);
      copy[copy.length - 1] = (copy[copy.length - 1] as number) ^ 1;
      return copy;
    },
  );
  const phone = createPhone("路人", { url: town.url, nowMs: () => town.clock.ms });
  const tab = await phone.open({ fetch: liar.fetch });
  expect(await faultOf(tab.acts.seeInvite(town.community, "3", "aaaaaa"))).toBe("other_community");
  expect(await faultOf(tab.acts.seeInvite("nonsense", "3", "aaaaaa"))).toBe("no_such_invite");
});

test("[P25] somebody unknown is met through her hello in a file", async () => {
  const 吴姐 = await town.neighbour("吴姐");
  await until(() => 吴姐.tab.view().sync.word === "synced");
  await 吴姐.tab.close();
  const 郑姨 = await town.neighbour("郑姨");
  const need = await must(郑姨.tab.acts.publish(soySauce(郑姨.account, town.clock)));
  await until(() => needIn(郑姨, need)?.status === "open");
  await until(() => 郑姨.tab.view().sync.word === "synced");
  // 吴姐 is in the basement: no relay since before 郑姨 joined
  const tab = await 吴姐.phone.open({ fetch: (() => Promise.reject(new TypeError("no network"))) as Fetch });
  expect(tab.view().people.has(郑姨.account)).toBe(false);
  await until(async () => {
    const file = await must(郑姨.tab.acts.exportBundle());
    expect(await must(tab.acts.importBundle(file.bytes))).toMatchObject({ refused: 0 });
    return tab.view().people.get(郑姨.account)?.isVouched;
  });
  await until(
    () => needIn({ ...吴姐, tab }, need)?.status === "open",
    () => tab.view().needs,
  );
  expect(tab.view().people.get(郑姨.account)).toMatchObject({ name: "郑姨", isVouched: true });
  // with the relay the roster itself takes over
  await tab.close();
  const again = await 吴姐.phone.open();
  await again.acts.retry();
  await until(() => again.view().people.get(郑姨.account)?.isAdult);
});

test("[P25] a phone that came later is met through its own hello, and a recovered one after its 72 hours", async () => {
  const 吴姐 = await town.neighbour("小吴姐");
  await until(() => 吴姐.tab.view().sync.word === "synced");
  await 吴姐.tab.close();
  const [郑姨, 何姨] = [await town.neighbour("小郑姨"), await town.neighbour("小何姨")];
  const witness = await town.neighbour("证人");
  const nowMs = (): number => town.clock.ms;
  const tablet = await createPhone("平板", { url: town.url, nowMs }).open();
  await must(tablet.acts.restore(郑姨.tab.view().me?.recoveryCode as string, null));
  const found = await createPhone("新手机", { url: town.url, nowMs }).open();
  const { link } = await must(found.acts.askRecovery(null, "3"));
  const keys = link.slice(link.indexOf("#") + 1);
  const { entry } = await must(town.operator.tab.acts.recoverFor(何姨.account, keys));
  await must(witness.tab.acts.cosign(town.community, entry));
  town.clock.advance(72 * 3600);
  await until(async () => {
    await found.acts.retry();
    return found.view().phase === "ready" && found.view().wallet !== null;
  });
  const cut = (() => Promise.reject(new TypeError("no network"))) as Fetch;
  const tab = await 吴姐.phone.open({ fetch: cut });
  for (const [from, requester] of [
    [tablet, 郑姨.account],
    [found, 何姨.account],
  ] as const) {
    const need = await must(from.acts.publish(soySauce(requester, town.clock)));
    await until(async () => {
      const file = await must(from.acts.exportBundle());
      expect(await must(tab.acts.importBundle(file.bytes))).toMatchObject({ refused: 0 });
      return tab.view().needs.some(({ id }) => id === need);
    });
  }
  expect(tab.devicesOf(郑姨.account)).toHaveLength(2);
  expect(tab.devicesOf(何姨.account)).toHaveLength(2);
});

test("[P26] a file of another community or of nonsense is refused whole", async () => {
  const { tab } = town.operator;
  expect(await faultOf(tab.acts.importBundle(Uint8Array.of(1, 2, 3)))).toBe("not_a_bundle");
  const name = `board/${"a".repeat(26)}/3/2026-03`;
  const other = concatBytes(new TextEncoder().encode("YZB1"), encodeCbor([name, Uint8Array.of(0, 0)]));
  expect(await faultOf(tab.acts.importBundle(other))).toBe("other_community");
});

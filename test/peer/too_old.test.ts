/** A relay that asks for a newer app: everything can be read, nothing is signed, nothing is lost. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLIENT_VERSION } from "../../src/domain/version.ts";
import { startRelay } from "../relay/start.ts";
import { foundTown, type Town } from "./community.ts";
import { closeAll, faultOf, must, until } from "./phones.ts";

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

/** A relay that says another age than the real one, or none. */
const saying =
  (age: () => string | null): typeof fetch =>
  async (...asked) => {
    const answer = await fetch(...asked);
    const headers = new Headers(answer.headers);
    const min = age();
    if (min === null) headers.delete("X-Client-Min");
    else headers.set("X-Client-Min", min);
    return new Response(answer.body, { status: answer.status, headers });
  };

const RENAMED = "李小姐";

test("[P60] an app that is too old reads, signs nothing, and goes on once it is renewed", async () => {
  const 李姐 = await town.neighbour("李姐");
  let min: string | null = String(CLIENT_VERSION + 1);
  const tab = await 李姐.phone.open({ fetch: saying(() => min) });
  await until(() => tab.view().isClientTooOld);
  expect(tab.view().me).toMatchObject({ name: "李姐", standing: "vouched" });
  expect(tab.view().wallet?.available).toBe(3600);
  expect(await faultOf(tab.acts.rename(李姐.account, RENAMED))).toBe("client_too_old");
  expect(await faultOf(tab.acts.setContact(李姐.account, { way: "knock" }))).toBe("client_too_old");
  expect(tab.view().sync.waiting).toEqual([]);
  await must(tab.acts.exportBundle());
  min = String(CLIENT_VERSION);
  await tab.acts.retry();
  await until(() => !tab.view().isClientTooOld);
  await must(tab.acts.rename(李姐.account, RENAMED));
  await until(() => town.operator.tab.view().people.get(李姐.account)?.name === RENAMED);
});

test.each([[null], ["0"], ["soon"]])("[P60] a relay that says %j asks for nothing", async (min) => {
  const 王师傅 = await town.neighbour("王师傅");
  const tab = await 王师傅.phone.open({ fetch: saying(() => min) });
  await until(() => tab.view().sync.word === "synced");
  expect(tab.view().isClientTooOld).toBe(false);
  await must(tab.acts.rename(王师傅.account, "老王"));
});

test("[Y25] a relay takes nothing from an app that is too old, and lets it read", async () => {
  const { relay, url, close } = await startRelay({ clientMin: 2 });
  const say = (headers: Record<string, string>) =>
    fetch(`${url}/setup/open`, { method: "POST", headers, body: new Uint8Array([0x80]) });
  const old = await say({ "X-Client": "1" });
  expect(old.status).toBe(426);
  expect(old.headers.get("X-Client-Min")).toBe("2");
  expect(await old.json()).toMatchObject({ code: "client_too_old", transient: true });
  for (const headers of [{ "X-Client": "2" }, { "X-Client": "3" }, {}])
    expect((await say(headers as Record<string, string>)).status).toBe(400);
  expect((await fetch(`${url}/healthz`, { headers: { "X-Client": "1" } })).status).toBe(200);
  expect(relay.setupSecret()).not.toBeNull();
  await close();
});

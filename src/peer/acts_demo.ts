/**
 * Becoming one of the people of a demo: their seeds are public, and a relay that is a demo names them. A seed that the
 * relay does not name is never taken, so no link can put a key on a phone of a real community.
 */
import {
  DEMO_PAGE_PATH,
  type DemoPage,
  type DemoPerson,
  demoPaper,
  readDemoPage,
  seedOf,
} from "../domain/demo.ts";
import { addSeconds, DAY, keyText } from "../domain/units.ts";
import { acted, atMost, bad, good } from "./answers.ts";
import { makeDevice } from "./device.ts";
import type { Host } from "./host.ts";
import { ENTERED_WAIT_MS } from "./limits.ts";
import type { Answer } from "./station.ts";

export const seeDemo = (host: Host): Promise<Answer<DemoPage>> =>
  acted(async () => {
    const reply = await host.ground.http.ask({ path: DEMO_PAGE_PATH });
    if (!reply.ok) return bad(reply.code === "network" ? "relay_unreachable" : "no_demo");
    const page = host.ground.http.isDemo ? readDemoPage(jsonIn(reply.text)) : null;
    return page === null ? bad("no_demo") : good(page);
  });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const enterDemo = (
  host: Host,
  { account, seed }: Pick<DemoPerson, "account" | "seed">,
): Promise<Answer<DemoPage>> =>
  acted(async () => {
    const seen = await seeDemo(host);
    if (!seen.ok) return seen;
    const person = seen.value.people.find((one) => one.account === account && one.seed === seed);
    if (person === undefined) return bad("no_demo");
    if (await host.switchTo(seen.value.community, account)) return seen;
    return (await settle(host, seen.value, person)) ?? seen;
  });

/** Why she cannot be kept here; null when she is. */
async function settle(
  host: Host,
  { community }: DemoPage,
  person: DemoPerson,
): Promise<Answer<never> | null> {
  const { vault, platform, clock, keyFault } = host.ground;
  if (keyFault !== null) return bad(keyFault);
  const seed = seedOf(person.seed);
  const founding = await host.founding(community);
  if (seed === null || founding === null) return bad("relay_unreachable");
  await forgetOlder(host, community);
  const { subtle, random } = platform;
  const keys = { subtle, random, hasEd25519: host.hasEd25519 };
  const made = await makeDevice(keys, demoPaper(seed), seed);
  // Others have signed with this key before, in other browsers: her numbers go on from a place of our own.
  await vault.count(`seq/${keyText(made.kept.publicKey)}`, (last) => Math.max(last, platform.now()));
  // Four weeks of news are no news to a visitor; today's are.
  if ((await vault.kept("notices/read")) === undefined)
    await vault.keep("notices/read", addSeconds(clock.moment(), -DAY / 2));
  const { account, building, name } = person;
  const identity = { account, community, building, name, createdAt: clock.moment(), ...made.kept };
  const session = await host.settle(identity, founding, []);
  if (session === null) return bad("storage_lost");
  if (session.contacts.own(account) === null) await session.contacts.setOwn(account, { way: "knock" });
  await atMost(ENTERED_WAIT_MS, session.refresh()).catch(() => undefined);
  return null;
}

/** People of a demo that was made anew: their community is gone. */
async function forgetOlder(host: Host, community: DemoPage["community"]): Promise<void> {
  const rows = await host.ground.vault.all("identities");
  for (const row of rows)
    if (row.isDemo === true && row.community !== community) await host.forget(row.account);
}

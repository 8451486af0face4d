/** A community founded over HTTP, for tests that are about something else; people still join in browsers. */
import { decodeCborSequence } from "../../crypto/cbor.ts";
import { openStatement } from "../../crypto/cose.ts";
import { type Entry, readEntry } from "../../src/domain/entry.ts";
import { inviteHash } from "../../src/domain/invite.ts";
import { decodeLeaf } from "../../src/domain/leaf.ts";
import { type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { verify } from "../domain/town.ts";
import { foundTown, type Town } from "../relay/town.ts";
import type { TestRelay } from "./relay.ts";

export interface E2eTown {
  readonly town: Town;
  /** The poster of building 5. */
  readonly poster: string;
  /** A poster with another life: uses 0 = any number; seconds until it expires. */
  invite: (code: string, uses: number, seconds: number) => Promise<string>;
  /** The operator vouches for, and attests, whoever registered last; the account. */
  admit: () => Promise<Id>;
  appoint: (account: Id) => Promise<void>;
}

export async function foundE2eTown(relay: TestRelay): Promise<E2eTown> {
  const secret = relay.setupLink.split("#")[1] ?? "";
  const town = await foundTown({ url: relay.url, secret, nowMs: () => Date.now() });
  const invite = async (code: string, uses: number, seconds: number): Promise<string> => {
    const expires = (town.now() + seconds) as Moment;
    const told = await town.operator.say("invite", {
      codeHash: inviteHash(code, town.community),
      building: "5",
      uses,
      expires,
    });
    if (!told.ok) throw new Error(told.code);
    return `${relay.url}/J/${town.community}5${code}`;
  };
  const newest = async (): Promise<Id> => {
    const answer = await town.operator.get(`/c/${town.community}/roster?from=0`);
    const entries = await entriesOf(answer.bytes, town.community);
    const registered = entries.findLast((entry) => entry.kind === "register");
    if (registered === undefined) throw new Error("nobody registered");
    return registered.id;
  };
  return {
    town,
    poster: await invite("abcdef", 0, 30 * 86_400),
    invite,
    async admit() {
      const account = await newest();
      await town.operator.say("vouch", { account, household: null });
      await town.operator.say("attest", { account, fact: "adult", until: 0 as Moment });
      return account;
    },
    async appoint(account) {
      await town.operator.say("grant", { account, role: "steward", building: "5", expires: 0 as Moment });
    },
  };
}

async function entriesOf(roster: Uint8Array, community: Id): Promise<readonly Entry[]> {
  const items = decodeCborSequence(roster, 20_000);
  if (!items.ok) throw new Error(items.error);
  const entries: Entry[] = [];
  for (const item of items.value.slice(1)) {
    const leaf = Array.isArray(item) && item[1] instanceof Uint8Array ? decodeLeaf(item[1]) : null;
    const opened = leaf?.entry ? await openStatement(leaf.entry, idToBytes(community), verify) : null;
    const entry = opened?.ok ? readEntry(opened.value) : null;
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

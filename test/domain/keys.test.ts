/** One person, several keys: more phones, a new 恢复码, a lost phone, and an account given back by steward and witness. */
import { beforeEach, expect, test } from "vitest";
import { sha256 } from "../../crypto/hash.ts";
import { accountOfKey, applyRegistryChange, emptyAuthority, liveKeysOf } from "../../src/domain/authority.ts";
import type { BodyOf } from "../../src/domain/entry.ts";
import { DEVICES_MAX, deviceStanding, OLD_RECOVERY_SECONDS } from "../../src/domain/keys_held.ts";
import { isRegistryLeaf, replayLeaf } from "../../src/domain/ledger.ts";
import { foundLedger } from "../../src/domain/ledger_state.ts";
import { mayLookUp } from "../../src/domain/lookup.ts";
import { judgeRegistry } from "../../src/domain/registry.ts";
import { findSpeaker } from "../../src/domain/speaker.ts";
import { DAY, HOUR, type Id, keyText, MINUTE, type Moment } from "../../src/domain/units.ts";
import { foundTown, needId, type Person, person, pledge, registerBody, type Town } from "./town.ts";

let town: Town;
let 李姐: Person;
let 老周: Person;
let paper: Person;
beforeEach(async () => {
  town = await foundTown();
  paper = person("李姐的恢复码");
  李姐 = await memberWithPaper("李姐", paper);
  老周 = await town.member("老周");
});

async function memberWithPaper(name: string, code: Person): Promise<Person> {
  const who = person(name);
  const body = { ...registerBody(who, "poster", "5"), recovery: code.publicKey };
  expect(await town.say(who, "register", body, { as: null })).toBe("ok");
  expect(await town.say(town.steward, "vouch", { account: who.id, household: null })).toBe("ok");
  expect(await town.say(who, "consent", pledge)).toBe("ok");
  code.id = who.id;
  return who;
}

/** One more key that speaks, or hopes to speak, for 李姐. */
const hers = (name: string): Person => Object.assign(person(name), { id: 李姐.id });
const keyAdd = (phone: Person): BodyOf<"key_add"> => ({
  device: phone.publicKey,
  seal: sha256(phone.publicKey),
});
const device = ({ publicKey }: Person): BodyOf<"key_remove"> => ({ device: publicKey });
const inSeconds = (seconds: number): Moment => (town.now() + seconds) as Moment;
const until = (who: Person, seconds: number): BodyOf<"suspend_key"> => ({
  ...device(who),
  until: inSeconds(seconds),
});
const holdBody = (): BodyOf<"hold"> => ({
  ...{ type: "errand", seconds: 720, helper: null, from: town.now() },
  ...{ to: inSeconds(HOUR), lapses: inSeconds(DAY) },
});
const consents = (who: Person, version: number) => town.say(who, "consent", { ...pledge, version });
const stands = (who: Person) => {
  const found = town.ledger.authority.keys.get(keyText(who.publicKey));
  return found === undefined ? "unknown" : deviceStanding(found, town.now());
};

async function link(name: string, by = 李姐, seconds = 15 * MINUTE): Promise<Person> {
  const key = hers(name);
  expect(await town.say(by, "move_key", { key: key.publicKey, expires: inSeconds(seconds) })).toBe("ok");
  return key;
}

test("[A18] a link adds one phone, and with it both phones speak for one account", async () => {
  const tablet = hers("平板");
  expect(await town.say(await link("链接"), "key_add", keyAdd(tablet))).toBe("ok");
  expect(await consents(tablet, 2)).toBe("ok");
  expect(await consents(李姐, 3)).toBe("ok");
  expect(liveKeysOf(town.ledger.authority, 李姐.id, town.now())).toHaveLength(2);
});

test("[A18] the key of a link says nothing else, nothing twice, nothing late, and nothing for somebody else", async () => {
  const key = await link("链接");
  expect(await consents(key, 2)).toBe("wrong_role");
  expect(await town.say(key, "key_remove", device(李姐))).toBe("not_yours_to_say");
  expect(await town.say(key, "recovery_key", { key: person("码").publicKey })).toBe("not_yours_to_say");
  expect(await town.say(key, "suspend_key", until(李姐, DAY))).toBe("not_yours_to_say");
  expect(await town.say(key, "move_key", { key: person("又").publicKey, expires: inSeconds(60) })).toBe(
    "not_yours_to_say",
  );
  expect(await town.say(key, "register", registerBody(key, "poster", "5"), { as: null })).toBe(
    "not_yours_to_say",
  );
  expect(await town.say(key, "key_add", keyAdd(person("平板")), { as: 老周.id })).toBe("not_yours_to_say");
  const before = town.ledger.size;
  expect(await town.say(key, "key_add", keyAdd(person("平板")))).toBe("ok");
  expect(await town.say(key, "key_add", keyAdd(person("平板二")))).toBe("already_done");
  const late = await link("晚了");
  const signedInTime = await town.entry(late, "key_add", keyAdd(person("平板三")));
  town.pass(15 * MINUTE);
  expect(town.book(signedInTime)).toMatchObject({ refusal: "lapsed" });
  // What a link says in vain leaves no leaf (A17): one for the phone, one for the second link.
  expect(town.ledger.size).toBe(before + 2);
});

test("[A18] a link is short, made by a phone, ended by a newer one, by hand, and with the phone that showed it", async () => {
  const made = (who: Person, seconds: number) =>
    town.say(who, "move_key", { key: person(`k${who.seq}`).publicKey, expires: inSeconds(seconds) });
  expect(await made(李姐, 61 * MINUTE)).toBe("out_of_bounds");
  expect(await made(李姐, 0)).toBe("lapsed");
  expect(await made(paper, 60)).toBe("not_yours_to_say");
  expect(await town.say(李姐, "move_key", { key: 老周.publicKey, expires: inSeconds(60) })).toBe(
    "already_registered",
  );
  const first = await link("一");
  const second = await link("二");
  expect(await town.say(first, "key_add", keyAdd(person("平板")))).toBe("already_done");
  expect(await town.say(李姐, "key_remove", device(second))).toBe("ok");
  expect(await town.say(second, "key_add", keyAdd(person("平板")))).toBe("already_done");
  const third = await link("三");
  expect(await town.say(paper, "suspend_key", until(李姐, DAY))).toBe("ok");
  expect(await town.say(third, "key_add", keyAdd(person("平板")))).toBe("lapsed");
});

test("[A18] an account has at most eight phones", async () => {
  for (let n = 1; n < DEVICES_MAX; n++)
    expect(await town.say(李姐, "key_add", keyAdd(person(`手机${n}`)))).toBe("ok");
  expect(await town.say(李姐, "key_add", keyAdd(person("第九部")))).toBe("out_of_bounds");
  expect(await town.say(李姐, "key_remove", device(person("手机1")))).toBe("ok");
  expect(await town.say(李姐, "key_add", keyAdd(person("第九部")))).toBe("ok");
});

test("[P83] how a phone came is what the log tells: with the account, by paper, link, another phone, the steward", async () => {
  const keys = newKeys();
  await cosign(老周, await ask(keys));
  const [byLink, byPaper, byPhone] = [hers("扫码的"), hers("凭纸的"), hers("另一部")];
  expect(await town.say(await link("链接"), "key_add", keyAdd(byLink))).toBe("ok");
  expect(await town.say(paper, "key_add", keyAdd(byPaper))).toBe("ok");
  expect(await town.say(byLink, "key_add", keyAdd(byPhone))).toBe("ok");
  const came = [李姐, byLink, byPaper, byPhone, keys.phone].map(
    ({ publicKey }) => town.ledger.authority.keys.get(keyText(publicKey))?.came,
  );
  expect(came).toEqual(["register", "link", "paper", "phone", "steward"]);
});

test("[A5] a key that was ever used, for a link or a paper too, is nobody's new key", async () => {
  const key = await link("链接");
  for (const used of [key, paper, 老周, 李姐, town.root])
    expect(await town.say(李姐, "key_add", keyAdd(used))).toBe("already_registered");
  for (const used of [key, paper, 老周, 李姐])
    expect(await town.say(李姐, "recovery_key", { key: used.publicKey })).toBe("already_registered");
  const stolen = person("路人");
  expect(
    await town.say(
      stolen,
      "register",
      { ...registerBody(stolen, "poster", "5"), recovery: paper.publicKey },
      { as: null },
    ),
  ).toBe("already_registered");
});

test("[A19] [A20] a thief's new 恢复码: the old paper is good for 72 hours, and its word ends the thief's", async () => {
  const thiefs = hers("小偷的码");
  expect(await town.say(李姐, "recovery_key", { key: thiefs.publicKey })).toBe("ok");
  const next = hers("小偷的第二张码");
  expect(await town.say(thiefs, "recovery_key", { key: next.publicKey })).toBe("ok");
  town.pass(OLD_RECOVERY_SECONDS - 1);
  const good = hers("新的码");
  expect(await town.say(paper, "recovery_key", { key: good.publicKey })).toBe("ok");
  expect(await town.say(thiefs, "key_add", keyAdd(person("贼机")))).toBe("code_replaced");
  expect(await town.say(next, "key_add", keyAdd(person("贼机")))).toBe("code_replaced");
  expect(await town.say(good, "key_remove", device(李姐))).toBe("ok");
  expect(await town.say(good, "key_add", keyAdd(person("找回的手机")))).toBe("ok");
});

test("[A19] after 72 hours the old paper is over, and only the newer one is good", async () => {
  const newer = hers("新的码");
  expect(await town.say(李姐, "recovery_key", { key: newer.publicKey })).toBe("ok");
  town.pass(OLD_RECOVERY_SECONDS);
  expect(await town.say(paper, "key_add", keyAdd(person("平板")))).toBe("code_replaced");
  expect(await town.say(paper, "recovery_key", { key: person("再来").publicKey })).toBe("code_replaced");
  expect(await town.say(newer, "key_add", keyAdd(person("平板")))).toBe("ok");
  // A paper in use keeps the next one from being a surprise: it has its own 72 hours.
  const third = hers("第三张");
  expect(await town.say(newer, "recovery_key", { key: third.publicKey })).toBe("ok");
  expect(await town.say(newer, "key_remove", device(person("平板")))).toBe("ok");
});

test("[A21] a suspended phone says nothing on the ledger, whatever time it names, and then speaks again", async () => {
  const early = await town.entry(李姐, "hold", holdBody(), { refs: [needId("前")] });
  town.pass(60);
  expect(await town.say(town.steward, "suspend_key", until(李姐, 3 * DAY))).toBe("ok");
  expect(town.book(early)).toMatchObject({ refusal: "key_suspended" });
  expect(await town.say(李姐, "hold", holdBody(), { refs: [needId("后")] })).toBe("key_suspended");
  for (const kind of ["key_remove", "suspend_key", "move_key", "recovery_key", "key_add"] as const) {
    const body = {
      ...{ key_remove: device(李姐), suspend_key: { ...device(李姐), until: 0 as Moment } },
      ...{ move_key: { key: person("k").publicKey, expires: inSeconds(60) } },
      ...{ recovery_key: { key: person("k").publicKey }, key_add: keyAdd(person("k")) },
    }[kind];
    expect(await town.say(李姐, kind, body as never), kind).toBe("key_suspended");
  }
  town.pass(3 * DAY - 1);
  expect(await consents(李姐, 2)).toBe("key_suspended");
  town.pass(1);
  expect(await consents(李姐, 2)).toBe("ok");
});

test("[A21] a replayed entry of before keeps its answer; a suspension that came late does nothing", async () => {
  const hold = await town.entry(李姐, "hold", holdBody(), { refs: [needId("前")] });
  const posted = town.book(hold);
  const late = await town.entry(town.steward, "suspend_key", until(李姐, 60));
  expect(await town.say(town.steward, "suspend_key", until(李姐, DAY))).toBe("ok");
  expect(town.book(hold)).toEqual({ verdict: "repeat", index: posted.index });
  expect(await town.say(town.steward, "suspend_key", { ...device(李姐), until: 0 as Moment })).toBe("ok");
  expect(stands(李姐)).toBe("live");
  expect(await town.say(town.steward, "suspend_key", { ...device(李姐), until: 0 as Moment })).toBe(
    "already_done",
  );
  town.pass(60);
  expect(town.book(late)).toMatchObject({ refusal: "lapsed" });
  expect(stands(李姐)).toBe("live");
});

test("[A22] who may silence whose phone, and for how long", async () => {
  const suspend = (who: Person, whom: Person, seconds = DAY) =>
    town.say(who, "suspend_key", until(whom, seconds));
  expect(await suspend(town.steward, 李姐, 7 * DAY + 1)).toBe("out_of_bounds");
  expect(await suspend(老周, 李姐)).toBe("wrong_role");
  expect(await suspend(town.steward, person("路人"))).toBe("no_such_account");
  const 副楼长 = await town.member("副楼长");
  const grant = { account: 副楼长.id, role: "deputy", building: "5", expires: 0 as Moment } as const;
  expect(await town.say(town.operator, "grant", grant)).toBe("ok");
  expect(await suspend(town.steward, 副楼长)).toBe("wrong_role");
  expect(await suspend(副楼长, town.steward)).toBe("wrong_role");
  expect(await suspend(副楼长, town.operator)).toBe("wrong_role");
  expect(await suspend(town.operator, town.operator, DAY)).toBe("ok");
  town.pass(DAY);
  expect(await suspend(town.operator, town.steward)).toBe("ok");
  expect(await suspend(town.steward, 李姐)).toBe("key_suspended");
  const tablet = hers("平板");
  expect(await town.say(李姐, "key_add", keyAdd(tablet))).toBe("ok");
  expect(await suspend(tablet, 李姐)).toBe("ok");
  expect(await town.say(paper, "suspend_key", { ...device(李姐), until: 0 as Moment })).toBe("ok");
  expect(await town.say(paper, "suspend_key", until(老周, DAY))).toBe("wrong_role");
});

const newKeys = (name = "新手机"): { readonly phone: Person; readonly code: Person } => ({
  phone: hers(name),
  code: hers(`${name}的恢复码`),
});
const recoverBody = ({ phone, code } = newKeys(), account = 李姐.id): BodyOf<"recover"> => ({
  ...{ account, device: phone.publicKey, seal: sha256(phone.publicKey), recovery: code.publicKey },
});

/** Asked by the steward; the id to cosign. */
async function ask(keys = newKeys(), by = town.steward): Promise<Id> {
  const entry = await town.entry(by, "recover", recoverBody(keys));
  expect(town.book(entry)).toMatchObject({ verdict: "posted" });
  return entry.id;
}
const cosign = (who: Person, entry: Id) => town.say(who, "cosign", {}, { refs: [entry] });

test("[A24] steward and witness give the account to a new phone, which counts after 72 hours", async () => {
  const keys = newKeys();
  const asked = await ask(keys);
  expect(await consents(keys.phone, 2)).toBe("unknown_key");
  town.pass(HOUR);
  expect(await cosign(老周, asked)).toBe("ok");
  expect(stands(keys.phone)).toBe("waiting");
  town.pass(72 * HOUR - 1);
  expect(await consents(keys.phone, 2)).toBe("key_waiting");
  expect(await town.say(keys.code, "key_add", keyAdd(person("平板")))).toBe("key_waiting");
  expect(await town.say(paper, "suspend_key", until(李姐, 60))).toBe("ok");
  town.pass(1);
  expect(await consents(keys.phone, 2)).toBe("ok");
  expect(await town.say(paper, "key_add", keyAdd(person("平板")))).toBe("code_replaced");
  expect(await town.say(keys.code, "key_remove", device(李姐))).toBe("ok");
});

test("[A24] the paper that a thief made meanwhile ends when the new phone counts", async () => {
  const keys = newKeys();
  expect(await cosign(老周, await ask(keys))).toBe("ok");
  const thiefs = hers("小偷的码");
  expect(await town.say(李姐, "recovery_key", { key: thiefs.publicKey })).toBe("ok");
  town.pass(72 * HOUR);
  expect(await town.say(thiefs, "key_add", keyAdd(person("贼机")))).toBe("code_replaced");
});

test("[A24] not a steward alone, nor with herself, the person, or anybody of their households", async () => {
  const [丈夫, 婆婆] = [await town.join("丈夫"), await town.join("婆婆")];
  for (const [who, of] of [
    [丈夫, town.steward],
    [婆婆, 李姐],
  ] as const)
    expect(await town.say(town.steward, "vouch", { account: who.id, household: of.id })).toBe("ok");
  const keys = newKeys();
  const asked = await ask(keys);
  expect(await cosign(town.steward, asked)).toBe("same_person");
  expect(await cosign(李姐, asked)).toBe("same_person");
  expect(await cosign(丈夫, asked)).toBe("same_household");
  expect(await cosign(婆婆, asked)).toBe("same_household");
  expect(await cosign(await town.join("新人"), asked)).toBe("not_vouched");
  town.pass(7 * DAY - 1);
  expect(stands(keys.phone)).toBe("unknown");
  town.pass(1);
  expect(await cosign(老周, asked)).toBe("lapsed");
  expect(await town.say(town.steward, "recover", recoverBody(newKeys("丈夫的"), 丈夫.id))).toBe(
    "same_household",
  );
  expect(await town.say(town.steward, "recover", recoverBody(newKeys("自己的"), town.steward.id))).toBe(
    "wrong_role",
  );
});

test("[A24] who may ask: the steward, an operator for those with an office and where no steward could", async () => {
  const asks = (who: Person, account: Id) =>
    town.say(who, "recover", recoverBody(newKeys(`给${who.name}${account}`), account));
  expect(await asks(老周, 李姐.id)).toBe("wrong_role");
  expect(await asks(town.operator, 李姐.id)).toBe("wrong_role");
  expect(await asks(town.operator, town.steward.id)).toBe("ok");
  expect(await asks(town.operator, town.operator.id)).toBe("same_person");
  expect(await asks(town.steward, town.operator.id)).toBe("wrong_role");
  expect(await asks(town.steward, needId("nobody"))).toBe("no_such_account");
  const revoke = { account: town.steward.id, role: "steward" } as const;
  expect(await town.say(town.operator, "revoke", revoke)).toBe("ok");
  expect(await asks(town.operator, 李姐.id)).toBe("ok");
});

test("[A24] never to a key that was used, and one phone waits at a time", async () => {
  const used = (body: Partial<BodyOf<"recover">>) =>
    town.say(town.steward, "recover", { ...recoverBody(), ...body });
  expect(await used({ device: 老周.publicKey })).toBe("already_registered");
  expect(await used({ recovery: paper.publicKey })).toBe("already_registered");
  expect(await used({ device: 李姐.publicKey })).toBe("already_registered");
  const one = person("一样");
  expect(await used({ device: one.publicKey, recovery: one.publicKey })).toBe("bad_statement");
  const [first, second, third] = [newKeys("甲"), newKeys("乙"), newKeys("丙")];
  const [a, b] = [await ask(first), await ask(second)];
  // The second phone registered on its own meanwhile: its key is used.
  const c = await ask(third);
  expect(
    await town.say(third.phone, "register", registerBody(third.phone, "poster", "5"), { as: null }),
  ).toBe("ok");
  expect(await cosign(老周, c)).toBe("already_registered");
  expect(await cosign(老周, a)).toBe("ok");
  expect(await cosign(老周, b)).toBe("already_done");
  expect(await cosign(老周, a)).toBe("already_done");
  expect(await town.say(town.steward, "recover", recoverBody(newKeys("丁")))).toBe("already_done");
  expect(await town.say(李姐, "key_remove", device(first.phone))).toBe("ok");
  expect(await cosign(老周, b)).toBe("ok");
});

test("[A23] every key that is left may veto, also a suspended one; the phone and its paper never count", async () => {
  for (const veto of ["phone", "suspended", "paper"] as const) {
    const keys = newKeys(veto);
    expect(await cosign(老周, await ask(keys))).toBe("ok");
    if (veto === "suspended")
      expect(await town.say(town.steward, "suspend_key", until(李姐, 4 * DAY))).toBe("ok");
    const by = veto === "paper" ? paper : 李姐;
    expect(await town.say(by, "key_remove", device(keys.phone)), veto).toBe("ok");
    town.pass(72 * HOUR + 1);
    expect(await consents(keys.phone, 2)).toBe("key_removed");
    expect(await town.say(keys.code, "key_add", keyAdd(person("平板")))).toBe("code_replaced");
    expect(mayLookUp(town.ledger.authority, keyText(keys.code.publicKey), town.now())).toBe(false);
    town.pass(2 * DAY);
  }
  // The old paper was never replaced.
  expect(await town.say(paper, "key_add", keyAdd(person("平板")))).toBe("ok");
});

test("[A23] nobody else has a veto, and a phone that waits removes only itself", async () => {
  const keys = newKeys();
  expect(await cosign(老周, await ask(keys))).toBe("ok");
  for (const who of [老周, town.steward, town.operator])
    expect(await town.say(who, "key_remove", device(keys.phone)), who.name).toBe("no_such_account");
  expect(await town.say(老周, "key_remove", device(keys.phone), { as: 李姐.id })).toBe("not_yours_to_say");
  expect(await town.say(keys.code, "key_remove", device(keys.phone))).toBe("key_waiting");
  expect(await town.say(keys.phone, "key_remove", device(李姐))).toBe("key_waiting");
  expect(await town.say(keys.phone, "key_remove", device(keys.phone))).toBe("ok");
  // A phone that was removed has no say in it either.
  const again = newKeys("再来");
  expect(await town.say(paper, "key_remove", device(李姐))).toBe("ok");
  expect(await cosign(老周, await ask(again))).toBe("ok");
  expect(await town.say(李姐, "key_remove", device(again.phone))).toBe("key_removed");
});

test("[A15] [A21] [A24] in a document a key stands at the time of its words, with five minutes of slack", async () => {
  const { authority } = town.ledger;
  const at = (seconds: number, slack = 0) =>
    accountOfKey(authority, keyText(李姐.publicKey), inSeconds(seconds), slack)?.id ?? null;
  await town.say(town.steward, "suspend_key", until(李姐, DAY));
  expect([at(-1), at(0), at(DAY - 1), at(DAY)]).toEqual([李姐.id, null, null, 李姐.id]);
  expect([at(5 * MINUTE - 1, 300), at(5 * MINUTE, 300)]).toEqual([李姐.id, null]);
  expect([at(DAY - 301, 300), at(DAY - 300, 300)]).toEqual([null, 李姐.id]);
  const keys = newKeys();
  await cosign(老周, await ask(keys));
  const waits = (seconds: number, slack = 0) =>
    accountOfKey(authority, keyText(keys.phone.publicKey), inSeconds(seconds), slack)?.id ?? null;
  expect([waits(72 * HOUR - 1), waits(72 * HOUR)]).toEqual([null, 李姐.id]);
  expect([waits(72 * HOUR - 301, 300), waits(72 * HOUR - 300, 300)]).toEqual([null, 李姐.id]);
  expect(await town.say(李姐, "key_remove", device(keys.phone))).toBe("ok");
  expect(waits(73 * HOUR, 300)).toBeNull();
});

test("[A25] the keys by which somebody comes back read the roster, and no others", async () => {
  const may = (who: Person) => mayLookUp(town.ledger.authority, keyText(who.publicKey), town.now());
  const keys = newKeys();
  expect([may(李姐), may(paper), may(person("路人")), may(keys.phone)]).toEqual([true, true, false, false]);
  const key = await link("链接");
  expect(may(key)).toBe(true);
  const asked = await ask(keys);
  expect([may(keys.phone), may(keys.code)]).toEqual([true, false]);
  await cosign(老周, asked);
  expect([may(keys.phone), may(keys.code)]).toEqual([true, false]);
  await town.say(town.steward, "suspend_key", until(李姐, DAY));
  expect([may(李姐), may(key)]).toEqual([true, false]);
  town.pass(72 * HOUR);
  expect([may(paper), may(keys.code)]).toEqual([false, true]);
  await town.say(keys.phone, "key_remove", device(李姐));
  expect(may(李姐)).toBe(false);
  await town.say(town.operator, "revoke", { account: 李姐.id, role: "member" });
  expect([may(keys.phone), may(keys.code)]).toEqual([false, false]);
});

test("[A16] [L2] phones and auditors fold the same keys", async () => {
  const keys = newKeys();
  await town.say(await link("链接"), "key_add", keyAdd(person("平板")));
  await town.say(李姐, "recovery_key", { key: person("新的码").publicKey });
  await town.say(town.steward, "suspend_key", until(李姐, DAY));
  await cosign(老周, await ask(keys));
  await town.say(李姐, "key_remove", device(keys.phone));
  town.pass(80 * HOUR);
  const phone = emptyAuthority(town.founding);
  const again = foundLedger(town.founding);
  for (const [index, leaf] of town.leaves.entries()) {
    const entry = town.entries[index] ?? null;
    expect(replayLeaf(again, leaf, entry), `leaf ${index}`).toBeNull();
    if (entry === null || !isRegistryLeaf(leaf, entry.kind)) continue;
    const speaker = findSpeaker(phone, entry, leaf.time);
    const judged = speaker.ok
      ? judgeRegistry(entry, { authority: phone, speaker: speaker.value, now: leaf.time, index })
      : speaker;
    if (!judged.ok) throw new Error(judged.error);
    for (const change of judged.value) applyRegistryChange(phone, change);
  }
  for (const folded of [phone, again.authority]) {
    expect(folded.keys).toEqual(town.ledger.authority.keys);
    expect(folded.recoveries).toEqual(town.ledger.authority.recoveries);
    expect(folded.moves).toEqual(town.ledger.authority.moves);
  }
});

import { beforeEach, expect, test } from "vitest";
import { encodeCbor } from "../../crypto/cbor.ts";
import { signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import {
  accountOfKey,
  applyRegistryChange,
  emptyAuthority,
  hasRole,
  isStewardOf,
  policyAt,
  STANDING_SLACK_SECONDS,
  standing,
} from "../../src/domain/authority.ts";
import type { BodyOf } from "../../src/domain/entry.ts";
import { foundingPayload, NO_COMMUNITY, openFounding } from "../../src/domain/founding.ts";
import { inviteHash } from "../../src/domain/invite.ts";
import { isRegistryLeaf } from "../../src/domain/ledger.ts";
import { judgeRegistry } from "../../src/domain/registry.ts";
import { findSpeaker } from "../../src/domain/speaker.ts";
import { DAY, type Id, keyText, MINUTE, type Moment } from "../../src/domain/units.ts";
import { FAR, foundTown, type Person, person, registerBody, signerOf, type Town, verify } from "./town.ts";

let town: Town;
let 李姐: Person;
beforeEach(async () => {
  town = await foundTown();
  李姐 = await town.member("李姐");
});

const standingOf = (who: Person): string => standing(town.ledger.authority, who.id, town.now());
const grant = (who: Person, role: BodyOf<"grant">["role"], building = ""): BodyOf<"grant"> => ({
  account: who.id,
  role,
  building,
  expires: 0 as Moment,
});

test("[A1] a founding statement is signed by the root key it names, and its name is no bank", async () => {
  const draft = (name: string, second = signerOf("second")) => ({
    name,
    timeZone: "Asia/Shanghai",
    salt: new Uint8Array(16),
    rootKey: signerOf("root").publicKey,
    secondKey: second.publicKey,
  });
  const found = async (name: string, signer = signerOf("root"), second = signerOf("second")) => {
    const opened = await openFounding(
      await signStatement(encodeCbor(foundingPayload(draft(name, second))), "founding", NO_COMMUNITY, signer),
      verify,
    );
    return opened.ok ? "ok" : opened.error;
  };
  expect(await found("茂名·好心花园")).toBe("ok");
  expect(await found("好心时间银行")).toBe("name_refused");
  expect(await found("时间 银 行")).toBe("name_refused");
  expect(await found("信用合作社")).toBe("name_refused");
  expect(await found("茂名·好心花园", signerOf("李姐"))).toBe("bad_founding");
  expect(await found("茂名·好心花园", signerOf("root"), signerOf("root"))).toBe("bad_founding");
});

test("[A2] a removed key is refused whatever time it names; a closed account too", async () => {
  const early = await town.entry(李姐, "consent", {
    text: "other",
    version: 1,
    lang: "zh",
    sha256: new Uint8Array(32),
  });
  town.pass(60);
  expect(await town.say(李姐, "key_remove", { device: 李姐.publicKey })).toBe("ok");
  expect(town.book(early)).toMatchObject({ refusal: "key_removed" });
  const 小张 = await town.member("小张");
  expect(await town.say(town.operator, "revoke", { account: 小张.id, role: "member" })).toBe("ok");
  expect(
    await town.say(小张, "consent", { text: "other", version: 1, lang: "zh", sha256: new Uint8Array(32) }),
  ).toBe("revoked");
});

test("[A4] an invite: right building, open, in time, used as often as it says", async () => {
  const code = "abcdef";
  const invite = {
    codeHash: inviteHash(code, town.founding.community),
    building: "5",
    uses: 1,
    expires: (town.now() + DAY) as Moment,
  };
  expect(await town.say(town.steward, "invite", invite)).toBe("ok");
  const join = (name: string, with_: string | null, building = "5") =>
    town.say(person(name), "register", registerBody(person(name), with_, building), { as: null });
  expect(await join("甲", null)).toBe("no_such_invite");
  expect(await join("甲", "zzzzzz")).toBe("no_such_invite");
  expect(await join("甲", code, "6")).toBe("no_such_invite");
  expect(await join("甲", code)).toBe("ok");
  expect(await join("乙", code)).toBe("invite_used");
  town.pass(300 * DAY);
  expect(await join("丙", "poster")).toBe("ok");
  town.pass(1);
  expect(await join("丁", "poster")).toBe("invite_expired");
});

test("[A5] [A17] a key registers once, and strangers leave no leaf", async () => {
  expect(await town.say(李姐, "register", registerBody(李姐, "poster", "5"), { as: null })).toBe(
    "already_registered",
  );
  const before = town.ledger.size;
  expect(
    await town.say(person("路人"), "vouch", { account: 李姐.id, household: null }, { as: 李姐.id }),
  ).toBe("unknown_key");
  expect(
    await town.say(person("路人"), "register", registerBody(person("路人"), "zzzzzz", "5"), { as: null }),
  ).toBe("no_such_invite");
  expect(town.ledger.size).toBe(before);
});

test("[A6] a recovery key adds and removes keys of its account, and says nothing else", async () => {
  const [小刘, code, phone] = [person("小刘"), person("恢复码"), person("新手机")];
  const body = { ...registerBody(小刘, "poster", "5"), recovery: code.publicKey };
  expect(await town.say(小刘, "register", body, { as: null })).toBe("ok");
  code.id = 小刘.id;
  expect(await town.say(code, "key_add", { device: phone.publicKey, seal: sha256(phone.publicKey) })).toBe(
    "ok",
  );
  expect(await town.say(code, "key_remove", { device: 小刘.publicKey })).toBe("ok");
  expect(await town.say(code, "key_remove", { device: 李姐.publicKey })).toBe("no_such_account");
  expect(
    await town.say(code, "consent", { text: "pledge", version: 1, lang: "zh", sha256: new Uint8Array(32) }),
  ).toBe("wrong_role");
  expect(await town.say(code, "vouch", { account: 李姐.id, household: null })).toBe("not_yours_to_say");
});

test("[A7] a steward's vouch counts at once, members' when there are three; nobody for herself or twice", async () => {
  const [小张, 小王] = [await town.member("小张"), await town.member("小王")];
  const 新人 = await town.join("新人");
  const vouch = (who: Person, whom = 新人) => town.say(who, "vouch", { account: whom.id, household: null });
  expect(await vouch(新人)).toBe("same_person");
  expect(await vouch(李姐)).toBe("ok");
  expect(await vouch(李姐)).toBe("already_done");
  expect(standingOf(新人)).toBe("registered");
  expect(await vouch(小张)).toBe("ok");
  expect(await vouch(小王)).toBe("ok");
  expect(standingOf(新人)).toBe("vouched");
  const 另一位 = await town.join("另一位");
  expect(await town.say(另一位, "vouch", { account: (await town.join("又一位")).id, household: null })).toBe(
    "wrong_role",
  );
  expect(await vouch(town.steward, 另一位)).toBe("ok");
});

test("[A8] facts are attested by who may, of another household", async () => {
  const 丈夫 = await town.join("丈夫");
  await town.say(town.steward, "vouch", { account: 丈夫.id, household: town.steward.id });
  const attest = (who: Person) =>
    town.say(who, "attest", { account: 丈夫.id, fact: "adult", until: 0 as Moment });
  expect(await attest(town.steward)).toBe("same_household");
  expect(await attest(李姐)).toBe("wrong_role");
  expect(await attest(town.operator)).toBe("ok");
});

test("[A9] an account without a phone needs a vouched witness of another household", async () => {
  const 丈夫 = await town.join("丈夫");
  await town.say(town.steward, "vouch", { account: 丈夫.id, household: town.steward.id });
  const 新人 = await town.join("新人");
  const entry = await town.entry(town.steward, "register", {
    ...registerBody(李姐, null, "5"),
    device: null,
    seal: null,
  });
  expect(town.book(entry).verdict).toBe("posted");
  const cosign = (who: Person) => town.say(who, "cosign", {}, { refs: [entry.id] });
  expect(await cosign(town.steward)).toBe("same_person");
  expect(await cosign(丈夫)).toBe("same_household");
  expect(await cosign(新人)).toBe("not_vouched");
  expect(standing(town.ledger.authority, entry.id, town.now())).toBe("none");
  expect(await cosign(李姐)).toBe("ok");
  expect(standing(town.ledger.authority, entry.id, town.now())).toBe("vouched");
  expect(await cosign(李姐)).toBe("already_done");
  expect(
    await town.say(李姐, "register", { ...registerBody(李姐, null, "5"), device: null, seal: null }),
  ).toBe("wrong_role");
});

test("[A10] what waits for a witness lapses after 7 days", async () => {
  const entry = await town.entry(town.steward, "register", {
    ...registerBody(李姐, null, "5"),
    device: null,
    seal: null,
  });
  town.book(entry);
  town.pass(7 * DAY);
  expect(town.leaves.at(-1)?.fact).toEqual({ fact: "lapse_pending", entry: entry.id });
  expect(await town.say(李姐, "cosign", {}, { refs: [entry.id] })).toBe("lapsed");
});

test("[A11] the root makes operators, operators make stewards, and neither of them themselves", async () => {
  expect(await town.say(town.operator, "grant", grant(李姐, "operator"))).toBe("wrong_role");
  expect(await town.say(李姐, "grant", grant(李姐, "steward", "5"))).toBe("wrong_role");
  expect(await town.say(town.operator, "grant", grant(李姐, "steward", ""))).toBe("out_of_bounds");
  expect(await town.say(town.operator, "grant", grant(await town.join("新人"), "steward", "5"))).toBe(
    "not_vouched",
  );
  expect(await town.say(town.operator, "grant", grant(李姐, "steward", "5"))).toBe("ok");
  expect(await town.say(town.operator, "revoke", { account: town.operator.id, role: "operator" })).toBe(
    "wrong_role",
  );
  expect(await town.say(town.root, "revoke", { account: town.operator.id, role: "operator" })).toBe("ok");
  expect(await town.say(town.operator, "revoke", { account: 李姐.id, role: "steward" })).toBe("wrong_role");
});

test("[A12] a delegation is bounded, and both sides may end it", async () => {
  const 女儿 = await town.member("女儿");
  const body = {
    proxy: 女儿.id,
    scopes: 7,
    holdSecondsADay: 3600,
    expires: (town.now() + 100 * DAY) as Moment,
  };
  expect(await town.say(李姐, "delegate", { ...body, expires: (town.now() + 366 * DAY) as Moment })).toBe(
    "out_of_bounds",
  );
  expect(await town.say(李姐, "delegate", { ...body, holdSecondsADay: 7560 })).toBe("out_of_bounds");
  expect(await town.say(李姐, "delegate", { ...body, proxy: 李姐.id })).toBe("same_person");
  expect(await town.say(女儿, "delegate", body, { as: 李姐.id })).toBe("not_yours_to_say");
  const given = await town.entry(李姐, "delegate", body);
  town.book(given);
  expect(await town.say(await town.member("路人"), "undelegate", {}, { refs: [given.id] })).toBe(
    "not_yours_to_say",
  );
  expect(await town.say(女儿, "undelegate", {}, { refs: [given.id] })).toBe("ok");
});

test("[A13] inside the bounds an operator changes rules; a locked number needs both paper keys", async () => {
  const policy = (field: string, value: number): BodyOf<"policy"> => ({
    preset: "building_start",
    effective: town.now(),
    changes: [{ field, value } as never],
  });
  expect(await town.say(town.operator, "policy", policy("step_seconds", 10))).toBe("out_of_bounds");
  expect(await town.say(town.operator, "policy", policy("step_seconds", 900))).toBe("ok");
  expect(policyAt(town.ledger.authority, town.now()).policy.step_seconds).toBe(900);
  expect(await town.say(town.operator, "policy", policy("unclaimed_seconds", 7200))).toBe("needs_second_key");
  const locked = await town.entry(town.root, "policy", policy("unclaimed_seconds", 7200));
  town.book(locked);
  expect(policyAt(town.ledger.authority, town.now()).policy.unclaimed_seconds).toBe(21_600);
  expect(await town.say(town.root, "cosign", {}, { refs: [locked.id] })).toBe("needs_second_key");
  expect(await town.say(town.second, "cosign", {}, { refs: [locked.id] })).toBe("ok");
  expect(policyAt(town.ledger.authority, town.now()).policy.unclaimed_seconds).toBe(7200);
});

test("[A14] a steward invites into her own building only", async () => {
  const invite = (building: string) => ({
    codeHash: inviteHash(`code${building}x`, town.founding.community),
    building,
    uses: 1,
    expires: FAR,
  });
  expect(await town.say(town.steward, "invite", invite("6"))).toBe("wrong_role");
  expect(await town.say(town.steward, "invite", invite("5"))).toBe("ok");
  expect(await town.say(李姐, "invite", invite("5"))).toBe("wrong_role");
});

test("[A15] a document forgives five minutes of clock around a removal, the ledger none", async () => {
  const { authority } = town.ledger;
  const key = keyText(李姐.publicKey);
  const before = town.now();
  town.pass(DAY);
  await town.say(李姐, "key_remove", { device: 李姐.publicKey });
  const at = (seconds: number) => (town.now() + seconds) as Moment;
  expect(accountOfKey(authority, key, before)?.id).toBe(李姐.id);
  expect(accountOfKey(authority, key, at(0))).toBeNull();
  expect(accountOfKey(authority, key, at(5 * MINUTE - 1), STANDING_SLACK_SECONDS)?.id).toBe(李姐.id);
  expect(accountOfKey(authority, key, at(5 * MINUTE), STANDING_SLACK_SECONDS)).toBeNull();
});

test("[A16] a phone that folds the registry leaves alone knows the same people", async () => {
  const 张阿姨 = await town.elder("张阿姨", 李姐);
  const phone = emptyAuthority(town.founding);
  for (const [index, leaf] of town.leaves.entries()) {
    const entry = town.entries[index] ?? null;
    if (entry === null || !isRegistryLeaf(leaf, entry.kind)) continue;
    const speaker = findSpeaker(phone, entry, leaf.time);
    if (!speaker.ok) throw new Error(speaker.error);
    const judged = judgeRegistry(entry, { authority: phone, speaker: speaker.value, now: leaf.time, index });
    if (!judged.ok) throw new Error(judged.error);
    for (const change of judged.value) applyRegistryChange(phone, change);
  }
  const { authority } = town.ledger;
  expect(phone.accounts).toEqual(authority.accounts);
  expect(phone.keys).toEqual(authority.keys);
  expect(phone.delegations).toEqual(authority.delegations);
  expect(isStewardOf(phone, town.steward.id, "5", town.now())).toBe(true);
  expect(hasRole(phone, 张阿姨.id as Id, "steward", null, town.now())).toBe(false);
});

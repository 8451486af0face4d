/**
 * One real statement of each kind, from one community and keys made of names. `wire.test.ts` holds the last section of
 * docs/spec/wire.md to these; `UPDATE_WIRE=1 npx vitest run test/domain/wire` writes it anew.
 */
import { bytesToBase64url } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { type BodyOf, type EntryKind, entryPayload } from "../../src/domain/entry.ts";
import { foundingPayload, manifestPayload, NO_COMMUNITY } from "../../src/domain/founding.ts";
import { inviteHash } from "../../src/domain/invite.ts";
import { encodeLeaf } from "../../src/domain/leaf.ts";
import { authPayload, requestPayload } from "../../src/domain/request.ts";
import { type SaidBody, type SaidKind, saidPayload } from "../../src/domain/said.ts";
import { bytesToId, hlc, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { foundTown, type Person, person, pledge, registerBody, signerOf } from "./town.ts";

export interface Example {
  readonly kind: string;
  readonly by: string;
  readonly id: Id;
  readonly statement: Uint8Array;
}

const AT = 1_763_740_800 as Moment;

export async function wireExamples(): Promise<{
  readonly community: Id;
  readonly examples: readonly Example[];
}> {
  const town = await foundTown();
  const { community } = town.founding;
  const [张阿姨, 李姐] = [person("张阿姨"), person("李姐")];
  for (const who of [张阿姨, 李姐]) who.id = bytesToId(sha256(who.publicKey).slice(0, 16)) as Id;
  const need = bytesToId(sha256(encodeCbor("need")).slice(0, 16)) as Id;
  const hold = bytesToId(sha256(encodeCbor("hold")).slice(0, 16)) as Id;
  const examples: Example[] = [];
  const add = async (
    who: Person,
    kind: string,
    payload: Parameters<typeof encodeCbor>[0],
    of = idToBytes(community),
  ) => {
    const statement = await signStatement(encodeCbor(payload), kind, of, who.signer);
    const parsed = parseStatement(statement, of);
    if (!parsed.ok) throw new Error(`${kind}: ${parsed.error}`);
    examples.push({ kind, by: who.name, id: bytesToId(parsed.value.id) as Id, statement });
  };
  const entry = <K extends EntryKind>(
    who: Person,
    kind: K,
    body: BodyOf<K>,
    refs: readonly Id[] = [],
    as: Id | null = who.id,
  ) => add(who, kind, entryPayload(kind, { seq: examples.length + 1, at: AT, as, refs, body }));
  const say = <K extends SaidKind>(who: Person, kind: K, body: SaidBody<K>, refs: readonly Id[] = []) =>
    add(
      who,
      kind,
      saidPayload(kind, {
        doc8: sha256(encodeCbor(`board/${community}/5/2025-11`)).slice(0, 8),
        at: hlc(AT * 1000),
        refs,
        body,
      }),
    );
  const { root, operator, steward } = town;

  const founding = {
    name: "茂名·好心花园",
    timeZone: "Asia/Shanghai",
    salt: new Uint8Array(16).fill(7),
    rootKey: root.publicKey,
    secondKey: town.second.publicKey,
  };
  await add(root, "founding", foundingPayload(founding), NO_COMMUNITY);
  const building = { id: "5", name: "5号楼", lat: 216_630_000, lon: 1_109_250_000, households: 120 };
  const manifest = {
    version: 1,
    at: AT,
    name: founding.name,
    buildings: [building],
    relays: ["https://yizhan.example"],
    policyIndex: 5,
  };
  await add(operator, "manifest", manifestPayload(manifest));
  await entry(root, "relay_key", { key: signerOf("log").publicKey, purpose: "log" });
  await entry(李姐, "register", registerBody(李姐, "poster".replace(/[^a-z2-7]/g, "a"), "5"), [], null);
  await entry(李姐, "key_add", { device: person("平板").publicKey, seal: sha256(encodeCbor("平板")) });
  await entry(李姐, "key_remove", { device: person("平板").publicKey });
  await entry(operator, "invite", {
    codeHash: inviteHash("poster", community),
    building: "5",
    uses: 0,
    expires: (AT + 86_400) as Moment,
  });
  await entry(steward, "vouch", { account: 李姐.id, household: null });
  await entry(steward, "attest", { account: 李姐.id, fact: "adult", until: 0 as Moment });
  await entry(李姐, "consent", pledge);
  await entry(operator, "grant", {
    account: steward.id,
    role: "steward",
    building: "5",
    expires: 0 as Moment,
  });
  await entry(operator, "revoke", { account: steward.id, role: "steward" });
  await entry(operator, "policy", {
    preset: "building_start",
    effective: AT,
    changes: [{ field: "step_seconds", value: 360 }],
  });
  await entry(李姐, "delegate", {
    proxy: steward.id,
    scopes: 7,
    holdSecondsADay: 3600,
    expires: (AT + 86_400) as Moment,
  });
  await entry(李姐, "undelegate", {}, [need]);
  await entry(李姐, "cosign", {}, [need]);
  const times = { from: (AT + 3600) as Moment, to: (AT + 10_800) as Moment };
  await entry(
    steward,
    "hold",
    { type: "errand", seconds: 720, helper: null, ...times, lapses: (AT + 2_592_000) as Moment },
    [need],
    张阿姨.id,
  );
  await entry(李姐, "take", {}, [need, 张阿姨.id]);
  await entry(李姐, "give_back", { reason: "no_time" }, [need, hold]);
  await entry(李姐, "service_start", {}, [need, hold]);
  await entry(李姐, "service_end", { seconds: 600 }, [need, hold]);
  await entry(steward, "confirm", { seconds: null }, [need, hold], 张阿姨.id);
  await entry(steward, "dispute", { reason: "too_little" }, [need, hold], 张阿姨.id);
  await entry(operator, "resolve", { seconds: 360 }, [need, hold]);
  await entry(steward, "void", { reason: "changed_mind" }, [need, hold], 张阿姨.id);
  const leaf = encodeLeaf({
    time: AT,
    policyIndex: 5,
    status: 0,
    entry: null,
    fact: { fact: "lapse", hold },
  });
  await say(李姐, "hello", { checkpoint: new Uint8Array(0), leaves: [{ index: 9, leaf, path: [] }] });
  await say(steward, "need", {
    type: "errand",
    requester: 张阿姨.id,
    ...times,
    seconds: 600,
    place: "door",
    words: "生抽一瓶,放门口即可",
    gender: 0,
    points: true,
  });
  await say(steward, "withdraw", { reason: "changed_mind" }, [need]);
  await say(李姐, "state", { leaf, receipt: new Uint8Array(0) }, [need]);
  await say(李姐, "standby", {}, [need]);
  await say(李姐, "stand_down", {}, [need]);
  await say(steward, "no_show", { helper: 李姐.id }, [need]);
  await say(steward, "thanks", { code: "quick", words: "真快" }, [need]);
  await say(steward, "rate", { about: 李姐.id, stars: 5, words: "" }, [need]);
  await say(李姐, "profile", { account: 李姐.id, name: "李姐" });
  await say(李姐, "erase", { ids: [need] });
  await add(
    李姐,
    "request",
    requestPayload("GET", `/c/${community}/roster?from=0`, sha256(new Uint8Array(0)), AT),
  );
  await add(李姐, "auth", authPayload(`/sync/board/${community}/5/2025-11`, Math.floor(AT / 60)));
  await entry(李姐, "move_key", { key: person("搬家").publicKey, expires: (AT + 900) as Moment });
  await entry(李姐, "recovery_key", { key: person("恢复码").publicKey });
  await entry(steward, "suspend_key", {
    device: 李姐.publicKey,
    until: (AT + 3 * 86_400) as Moment,
  });
  await entry(steward, "recover", {
    account: 李姐.id,
    device: person("新手机").publicKey,
    seal: sha256(encodeCbor("新手机")),
    recovery: person("新恢复码").publicKey,
  });
  return { community, examples };
}

/** The last section of wire.md. */
export async function examplesSection(): Promise<string> {
  const { community, examples } = await wireExamples();
  const lines = examples.map(
    ({ kind, by, id, statement }) =>
      `\`${kind}\` by ${by}, id \`${id}\`\n\`\`\`\n${(bytesToBase64url(statement).match(/.{1,120}/g) ?? []).join("\n")}\n\`\`\`\n`,
  );
  return `Community \`${community}\`; statements in base64url, wrapped. \`founding\` opens under sixteen zero bytes, the others under the community.\n\n${lines.join("\n")}`;
}

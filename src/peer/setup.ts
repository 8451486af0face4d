/**
 * Founding a community (operator): two paper keys are shown, typed back, used once and dropped from memory; the
 * operator's own key stays on this device.
 */
import { equalBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../crypto/cbor.ts";
import { signStatement } from "../../crypto/cose.ts";
import { publicKeyFromSeed, type Signer, signerFromSeed } from "../../crypto/keys.ts";
import { formatPaperCode, PAPER_BYTES, parsePaperCode, seedFromPaper } from "../../crypto/paper.ts";
import type { BodyOf, EntryKind } from "../domain/entry.ts";
import { entryPayload } from "../domain/entry.ts";
import {
  checkCommunityName,
  foundingPayload,
  manifestPayload,
  NO_COMMUNITY,
  openFounding,
} from "../domain/founding.ts";
import { type Id, idToBytes, type Moment } from "../domain/units.ts";
import { cleanText } from "../domain/words.ts";
import { cleanName, enter } from "./acts_join.ts";
import { areBuildings, relaysOf } from "./acts_steward.ts";
import { acted, atMost, bad, good } from "./answers.ts";
import { makeDevice, type NewDevice } from "./device.ts";
import type { Host } from "./host.ts";
import { ENTERED_WAIT_MS } from "./limits.ts";
import { signEntry } from "./outbox.ts";
import type { Acts, Answer, SetupDraft } from "./station.ts";
import type { EntryKept } from "./vault.ts";

/** What is in memory between showing the codes and founding. */
interface Opened {
  readonly secret: string;
  readonly root: Uint8Array;
  readonly second: Uint8Array;
  readonly logKey: Uint8Array;
  readonly issuerKey: Uint8Array;
}

export function setupActs(host: Host): Pick<Acts, "openSetup" | "found"> {
  let opened: Opened | null = null;
  return {
    openSetup: (secret) =>
      acted(async () => {
        const { http, platform, keyFault } = host.ground;
        if (keyFault !== null) return bad(keyFault);
        const reply = await http.ask({ method: "POST", path: "/setup/open", body: encodeCbor([secret]) });
        if (!reply.ok) return bad(reply.fault);
        const keys = readKeys(reply.bytes);
        if (keys === null) return bad("relay_unreachable");
        opened = {
          secret,
          root: platform.random(PAPER_BYTES),
          second: platform.random(PAPER_BYTES),
          ...keys,
        };
        return good({
          rootCode: formatPaperCode(opened.root),
          secondCode: formatPaperCode(opened.second),
        });
      }),
    found: (draft, typed) =>
      acted(async () => {
        if (opened === null) return bad("setup_refused");
        if (!isTyped(typed.root, opened.root) || !isTyped(typed.second, opened.second))
          return bad("code_wrong");
        const answer = await found(host, draft, opened);
        // Once it stands the two keys are on paper only.
        if (answer.ok) {
          opened.root.fill(0);
          opened.second.fill(0);
          opened = null;
        }
        return answer;
      }),
  };
}

function isTyped(text: string, secret: Uint8Array): boolean {
  const parsed = parsePaperCode(text);
  return parsed.ok && equalBytes(parsed.value, secret);
}

function readKeys(bytes: Uint8Array): Pick<Opened, "logKey" | "issuerKey"> | null {
  const decoded = decodeCbor(bytes);
  const [logKey, issuerKey] =
    decoded.ok && Array.isArray(decoded.value) ? (decoded.value as readonly Cbor[]) : [];
  return logKey instanceof Uint8Array && issuerKey instanceof Uint8Array ? { logKey, issuerKey } : null;
}

async function found(host: Host, draft: SetupDraft, opened: Opened): Promise<Answer<Id>> {
  const { ground } = host;
  const { subtle, random } = ground.platform;
  if (ground.keyFault !== null) return bad(ground.keyFault);
  const name = cleanText(draft.name);
  const operatorName = cleanName(draft.operatorName);
  const named = checkCommunityName(name);
  if (named !== "ok") return bad(named === "name_refused" ? "name_refused" : "name_length");
  if (operatorName === null) return bad("name_length");
  if (!areBuildings(draft.buildings)) return bad("csv_bad");
  const root = signerFromSeed(seedFromPaper(opened.root, "root"));
  const founding = await openFounding(
    await signFounding({ ...draft, name }, opened, root, random(16)),
    ground.verify,
  );
  if (!founding.ok) return bad("bad_statement");
  const made = await makeDevice({ subtle, random, hasEd25519: host.hasEd25519 });
  const papers = await signPapers(host, { ...draft, name }, opened, founding.value.community, root, made);
  const body = encodeCbor([opened.secret, founding.value.bytes, [...papers.entries], papers.manifest]);
  const reply = await ground.http.ask({ method: "POST", path: "/setup", body });
  if (!reply.ok) return bad(reply.fault);
  const { community } = founding.value;
  const account = papers.register.id;
  const identity = {
    ...{ account, community, building: draft.buildings[0]?.id ?? "", name: operatorName },
    createdAt: ground.clock.moment(),
    ...made.kept,
  };
  // The register is said again: the same entry has the same receipt, and the outbox checks it like any other.
  const session = await host.settle(identity, founding.value, [papers.register]);
  if (session === null) return bad("storage_lost");
  // The community stands already: what follows keeps nobody waiting.
  await atMost(
    ENTERED_WAIT_MS,
    session.outbox.attempt(account).then(() => enter(session, operatorName)),
  );
  return good(community);
}

const signFounding = (
  draft: SetupDraft,
  { second }: Opened,
  root: Signer,
  salt: Uint8Array,
): Promise<Uint8Array> =>
  signStatement(
    encodeCbor(
      foundingPayload({
        name: draft.name,
        timeZone: draft.timeZone,
        salt,
        rootKey: root.publicKey,
        secondKey: publicKeyFromSeed(seedFromPaper(second, "second")),
      }),
    ),
    "founding",
    NO_COMMUNITY,
    root,
  );

async function signPapers(
  host: Host,
  draft: SetupDraft,
  { logKey, issuerKey }: Opened,
  community: Id,
  root: Signer,
  made: NewDevice,
): Promise<{
  readonly entries: readonly Uint8Array[];
  readonly manifest: Uint8Array;
  readonly register: EntryKept;
}> {
  const { clock, platform } = host.ground;
  const at = clock.moment();
  let seq = 0;
  const byRoot = <K extends EntryKind>(kind: K, body: BodyOf<K>): Promise<Uint8Array> => {
    seq++;
    const payload = entryPayload(kind, { seq, at, as: community, refs: [], body });
    return signStatement(encodeCbor(payload), kind, idToBytes(community), root);
  };
  const body = {
    ...{ device: made.kept.publicKey, seal: made.kept.sealKey, recovery: made.recoveryKey },
    ...{ invite: null, building: draft.buildings[0]?.id ?? "", household: null },
  };
  const by = { ...host.ground, signer: made.device.signer, community, order: platform.now() };
  const register = await signEntry("register", { as: null, body }, by);
  const operator = { account: register.id, role: "operator" as const, building: "", expires: 0 as Moment };
  const entries = [
    await byRoot("relay_key", { key: logKey, purpose: "log" }),
    await byRoot("relay_key", { key: issuerKey, purpose: "issuer" }),
    register.bytes,
    await byRoot("grant", operator),
    await byRoot("policy", { preset: draft.preset, effective: at, changes: [] }),
  ];
  const manifest = manifestPayload({
    ...{ version: 1, at, name: draft.name, buildings: draft.buildings },
    ...{ relays: relaysOf(platform.origin), policyIndex: entries.length },
  });
  return {
    entries,
    manifest: await signStatement(encodeCbor(manifest), "manifest", idToBytes(community), made.device.signer),
    register: { ...register, account: register.id },
  };
}

/** The community manifest: buildings, positions, relays. Signed by an operator or the root key; versions only grow. */
import { openStatement } from "../crypto/cose.ts";
import { err, ok, type Result } from "../crypto/result.ts";
import type { Verify } from "../crypto/verify.ts";
import { accountOfKey, isOperator } from "../src/domain/authority.ts";
import { type Manifest, readManifest } from "../src/domain/founding.ts";
import type { Ledger } from "../src/domain/ledger.ts";
import { idToBytes, type KeyText, keyText, type Moment } from "../src/domain/units.ts";
import type { Journal } from "./journal.ts";
import type { Code } from "./refuse.ts";

export interface ManifestStore {
  /** The statement's bytes; null before there is one. */
  readonly bytes: Uint8Array | null;
  readonly manifest: Manifest | null;
  /** Takes a newer one and keeps it. */
  put(statement: Uint8Array, now: Moment): Promise<Result<Manifest, Code>>;
}

/** Where the journal keeps it. */
const NAME = "manifest";

export async function createManifestStore(
  journal: Journal,
  ledger: Ledger,
  verify: Verify,
): Promise<ManifestStore> {
  let bytes = journal.kept(NAME);
  // What stands in our own store was checked when it was put there; its signer may have left since.
  const opened = bytes === null ? null : await openStatement(bytes, communityOf(ledger), verify);
  let manifest = opened?.ok ? readManifest(opened.value) : null;
  return {
    get bytes() {
      return bytes;
    },
    get manifest() {
      return manifest;
    },
    async put(statement, now) {
      const next = await openManifest(statement, ledger, now, verify);
      if (!next.ok) return next;
      if (manifest !== null && next.value.version <= manifest.version) return err("version_low");
      journal.keep(NAME, statement);
      bytes = statement;
      manifest = next.value;
      return next;
    },
  };
}

/** A manifest that may speak for this community. */
export async function openManifest(
  statement: Uint8Array,
  ledger: Ledger,
  now: Moment,
  verify: Verify,
): Promise<Result<Manifest, Code>> {
  const opened = await openStatement(statement, communityOf(ledger), verify);
  if (!opened.ok) return err(opened.error === "bad_signature" ? "bad_signature" : "bad_statement");
  const manifest = readManifest(opened.value);
  if (manifest === null) return err("bad_statement");
  return maySpeak(ledger, keyText(opened.value.publicKey), now) ? ok(manifest) : err("wrong_role");
}

function maySpeak(ledger: Ledger, key: KeyText, now: Moment): boolean {
  if (key === ledger.founding.rootKey) return true;
  const account = accountOfKey(ledger.authority, key, now);
  return account !== null && isOperator(ledger.authority, account.id, now);
}

const communityOf = (ledger: Ledger): Uint8Array => idToBytes(ledger.founding.community);

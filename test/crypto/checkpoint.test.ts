import { describe, expect, test } from "vitest";
import {
  base64ToBytes,
  bytesToBase32,
  bytesToBase64,
  bytesToHex,
  concatBytes,
  utf8ToBytes,
} from "../../crypto/bytes.ts";
import {
  type Checkpoint,
  checkpointNote,
  checkpointText,
  formatProof,
  parseCheckpoint,
  parseProof,
  verifyCheckpoint,
} from "../../crypto/checkpoint.ts";
import { createTree, leafHash, verifyInclusion } from "../../crypto/merkle.ts";
import { noteKeyId, parseNote, signatureLine, signNote, verifyNote } from "../../crypto/note.ts";
import { goNote } from "../vectors/published.ts";
import { community, fastVerify, li, slips, verifiers, zhang } from "./kit.ts";

const origin = `yizhan/${bytesToBase32(community)}`;
const tree = createTree();
for (let i = 0; i < 12; i++) tree.append(leafHash(Uint8Array.of(i)));
const checkpoint: Checkpoint = {
  origin,
  size: 12,
  root: tree.root(),
  registryCount: 3,
  registryRoot: tree.root(3),
};
const text = checkpointText(checkpoint);
const note = await signNote(text, origin, zhang);
const open = (changed: string, key = zhang.publicKey) => verifyCheckpoint(changed, origin, key, fastVerify);

const textCuts = (whole: string): string[] => Array.from(whole, (_, end) => whole.slice(0, end));

describe("the signed note", () => {
  const key = base64ToBytes(goNote.key)!.slice(1);

  test("Go's example is read and verified, by the four verifiers alike", async () => {
    expect(bytesToHex(noteKeyId(goNote.name, key))).toBe(goNote.keyId);
    const split = goNote.note.indexOf("\n\n");
    for (const [name, verify] of verifiers) {
      const read = await verifyNote(goNote.note, goNote.name, key, verify);
      expect(read, name).toEqual({ ok: true, value: goNote.note.slice(0, split + 1) });
    }
  });

  test("sum.golang.org's key has the id it is published with", () => {
    const published = base64ToBytes("Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")!.slice(1);
    expect(bytesToHex(noteKeyId("sum.golang.org", published))).toBe("033de0ae");
  });

  test("no cut and no changed character of Go's example is verified", async () => {
    for (const changed of [...textCuts(goNote.note), ...slips(goNote.note)]) {
      expect((await verifyNote(changed, goNote.name, key, fastVerify)).ok, JSON.stringify(changed)).toBe(
        false,
      );
    }
  });

  test("text may hold empty lines; the last one ends it", async () => {
    const poem = "一\n\n二\n\n\n";
    const signed = await signNote(poem, "poet", zhang);
    expect(await verifyNote(signed, "poet", zhang.publicKey, fastVerify)).toEqual({ ok: true, value: poem });
  });

  test("other keys' lines, of any length, are carried and ignored", async () => {
    const witness = `— witness.example/w1 ${bytesToBase64(new Uint8Array(76))}\n`;
    const both = note + witness + (await signatureLine(text, origin, li));
    expect((await open(both)).ok).toBe(true);
    expect((await open(both, li.publicKey)).ok).toBe(true);
    const parsed = parseNote(both);
    expect(parsed.ok && parsed.value.signatures.map((one) => one.signature.length)).toEqual([64, 72, 64]);
  });

  test("a key signs once", async () => {
    const line = await signatureLine(text, origin, zhang);
    expect(await open(note + line)).toEqual({ ok: false, error: "not_signed" });
  });

  test("another name, another key: not signed", async () => {
    expect(await open(note, li.publicKey)).toEqual({ ok: false, error: "not_signed" });
    expect(await verifyCheckpoint(note, `${origin}a`, zhang.publicKey, fastVerify)).toEqual({
      ok: false,
      error: "not_signed",
    });
  });

  test("a stolen key id does not help", async () => {
    const forged = concatBytes(noteKeyId(origin, zhang.publicKey), await li.sign(utf8ToBytes(text)));
    expect(await open(`${text}\n— ${origin} ${bytesToBase64(forged)}\n`)).toEqual({
      ok: false,
      error: "bad_signature",
    });
  });

  test.each([
    ["nothing", ""],
    ["text alone", text],
    ["no last newline", note.slice(0, -1)],
    ["another last character than a newline", `${note.slice(0, -1)}A`],
    ["no empty line", note.replace("\n\n", "\n")],
    ["a carriage return", note.replaceAll("\n", "\r\n")],
    ["a tab", note.replace("registry ", "registry\t")],
    ["a hyphen for the dash", note.replace("— ", "- ")],
    ["two spaces", note.replace("— ", "—  ")],
    ["an ideographic space in the name", note.replace(`— ${origin}`, "— yi\u3000zhan")],
    ["a plus in the name", note.replace(`— ${origin}`, "— yi+zhan")],
    ["no name", note.replace(`— ${origin}`, "— ")],
    ["a lone surrogate", note.replace("yizhan", "yizhan\ud800")],
    ["a signature that is a key id only", `${text}\n— a AAAAAA==\n`],
    ["a line below that is no signature", `${note}hello\n`],
  ])("%s is a bad note", (_name, changed) => {
    expect(parseNote(changed)).toEqual({ ok: false, error: "bad_note" });
  });

  test("64 signatures are read and 65 are not, nor a text without end", () => {
    const line = note.slice(note.indexOf("— "));
    expect(parseNote(`${text}\n${line.repeat(64)}`).ok).toBe(true);
    expect(parseNote(`${text}\n${line.repeat(65)}`)).toEqual({ ok: false, error: "too_large" });
    expect(parseNote("a\n".repeat(40_000) + note)).toEqual({ ok: false, error: "too_large" });
  });

  test("a text or a name that no note can hold is not signed", async () => {
    await expect(signNote("no newline", origin, zhang)).rejects.toThrow(/can be read/);
    const tail = (await signatureLine(text, origin, li)).trimEnd();
    await expect(signNote(`hello\n\n${tail}`, origin, zhang)).rejects.toThrow(/can be read/);
    await expect(signNote(text, "two words", zhang)).rejects.toThrow(/can be read/);
    await expect(signNote("\ud800\n", origin, zhang)).rejects.toThrow(/can be read/);
  });
});

describe("the checkpoint", () => {
  test("is what was signed, in the lines of the specification", async () => {
    expect(await open(note)).toEqual({ ok: true, value: checkpoint });
    expect(text.split("\n")).toEqual([
      origin,
      "12",
      bytesToBase64(tree.root()),
      `registry 3 ${bytesToBase64(tree.root(3))}`,
      "",
    ]);
  });

  test("no cut and no changed character of it is believed", async () => {
    for (const changed of [...textCuts(note), ...slips(note)]) {
      expect((await open(changed)).ok, JSON.stringify(changed)).toBe(false);
    }
  });

  test("one of another log is refused although this log's key signed it", async () => {
    const other = await signNote(checkpointText({ ...checkpoint, origin: "yizhan/other" }), origin, zhang);
    expect(await open(other)).toEqual({ ok: false, error: "wrong_origin" });
  });

  const [hash, root3] = [bytesToBase64(tree.root()), bytesToBase64(tree.root(3))];
  test.each([
    ["nothing", ""],
    ["no origin", `\n12\n${hash}\nregistry 3 ${root3}\n`],
    ["a leading zero", `o\n012\n${hash}\nregistry 3 ${root3}\n`],
    ["a sign", `o\n+12\n${hash}\nregistry 3 ${root3}\n`],
    ["2^53", `o\n9007199254740992\n${hash}\nregistry 3 ${root3}\n`],
    ["twenty digits", `o\n18446744073709551616\n${hash}\nregistry 3 ${root3}\n`],
    ["a short root", `o\n12\n${bytesToBase64(new Uint8Array(31))}\nregistry 3 ${root3}\n`],
    ["a root without padding", `o\n12\n${hash.slice(0, -1)}\nregistry 3 ${root3}\n`],
    ["no registry line", `o\n12\n${hash}\n`],
    ["another extension line", `o\n12\n${hash}\nregister 3 ${root3}\n`],
    ["two extension lines", `o\n12\n${hash}\nregistry 3 ${root3}\nmore\n`],
    ["a fourth word", `o\n12\n${hash}\nregistry 3 ${root3} \n`],
    ["no count", `o\n12\n${hash}\nregistry ${root3}\n`],
    ["no last newline", `o\n12\n${hash}\nregistry 3 ${root3}`],
    ["an empty line more", `o\n12\n${hash}\nregistry 3 ${root3}\n\n`],
  ])("with %s is refused, even if signed", async (_name, wrong) => {
    expect(parseCheckpoint(wrong)).toEqual({ ok: false, error: "bad_checkpoint" });
  });

  test("the signature of what is no checkpoint does not make it one", async () => {
    expect(await open(await signNote("hello\n", origin, zhang))).toEqual({
      ok: false,
      error: "bad_checkpoint",
    });
  });

  test("one that could not be read back is not written", () => {
    for (const wrong of [
      { size: -1 },
      { size: 0.5 },
      { root: new Uint8Array(31) },
      { origin: "" },
      { origin: "a\nb" },
      { registryCount: 2 ** 53 },
    ]) {
      expect(() => checkpointText({ ...checkpoint, ...wrong })).toThrow(/can be read/);
      expect(checkpointNote({ ...checkpoint, ...wrong }, new Uint8Array(68))).toBeNull();
    }
  });

  test("a receipt's numbers and its 68 bytes give the note again", async () => {
    const parsed = parseNote(note);
    const [line] = parsed.ok ? parsed.value.signatures : [];
    const signature68 = concatBytes(line!.keyId, line!.signature);
    expect(checkpointNote(checkpoint, signature68)).toBe(note);
    expect(checkpointNote(checkpoint, signature68.slice(1))).toBeNull();
    expect((await open(checkpointNote({ ...checkpoint, size: 13 }, signature68)!)).ok).toBe(false);
  });
});

describe("the proof", () => {
  const leaf = leafHash(Uint8Array.of(7));
  const proof = formatProof(7, tree.inclusion(7)!, note);

  /** What whoever receives a proof of this leaf does with it. */
  async function isProven(received: string): Promise<boolean> {
    const parsed = parseProof(received);
    if (!parsed.ok) return false;
    const opened = await open(parsed.value.checkpoint);
    if (!opened.ok) return false;
    const { index, path } = parsed.value;
    return verifyInclusion({ index, size: opened.value.size, leafHash: leaf, path, root: opened.value.root });
  }

  test("is in the lines of the specification and proves the leaf", async () => {
    const hashes = tree.inclusion(7)!.map(bytesToBase64);
    expect(proof).toBe(`c2sp.org/tlog-proof@v1\nindex 7\n${hashes.join("\n")}\n\n${note}`);
    expect(await isProven(proof)).toBe(true);
  });

  test("of the only entry has no path", async () => {
    expect(parseProof(formatProof(0, [], note))).toEqual({
      ok: true,
      value: { index: 0, path: [], checkpoint: note },
    });
  });

  test("no cut and no changed character of it proves the leaf", async () => {
    for (const changed of [...textCuts(proof), ...slips(proof)]) {
      expect(await isProven(changed), JSON.stringify(changed)).toBe(false);
    }
  });

  test.each([
    ["nothing", "", "bad_proof"],
    ["no empty line", "c2sp.org/tlog-proof@v1\nindex 7\n", "bad_proof"],
    ["another version", proof.replace("@v1", "@v2"), "bad_proof"],
    ["an extra line", proof.replace("index", "extra AAAA\nindex"), "bad_proof"],
    ["a negative index", proof.replace("index 7", "index -7"), "bad_proof"],
    ["index 07", proof.replace("index 7", "index 07"), "bad_proof"],
    [
      "a hash of 31 bytes",
      `c2sp.org/tlog-proof@v1\nindex 7\n${bytesToBase64(new Uint8Array(31))}\n\n${note}`,
      "bad_proof",
    ],
    [
      "54 hashes",
      `c2sp.org/tlog-proof@v1\nindex 7\n${`${bytesToBase64(leaf)}\n`.repeat(54)}\n${note}`,
      "bad_proof",
    ],
    ["a text without end", proof + "a".repeat(70_000), "too_large"],
  ])("with %s is refused", (_name, changed, error) => {
    expect(parseProof(changed)).toEqual({ ok: false, error });
  });

  test("one that could not be read back is not written", () => {
    expect(() => formatProof(-1, [], note)).toThrow(/can be read/);
    expect(() => formatProof(0, [new Uint8Array(31)], note)).toThrow(/can be read/);
  });
});

// The names of the shared documents. Other names do not exist.
//
//   board/<community>/<building>/<yyyy-mm>      needs and what answers them; a full month goes on as .2, .3 …
//   list/<community>/<building>/<yyyy>          resources, skills, rooms
//   people/<community>/<building>/<yyyy>        profiles
//   shop/<community>/<merchant>/<yyyy-mm>       tokens taken, shared by the tills
//   notes/<community>/<building>/<id>           free text of stewards: a Yjs document, but no board
//
//   community = 26 characters of lower-case base32 (16 bytes); building [a-z0-9]{1,8};
//   merchant and id [a-z0-9]{1,26}; a part is 2 to 99 without leading zeros.
import { base32ToBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { err, invariant, ok, type Result, unreachable } from "../../crypto/result.ts";
import { PARTS_MAX } from "./limits.ts";

/** The name of a document that the guard keeps. Made by `parseDocumentName`, or as a literal. */
export type DocumentName =
  | {
      readonly kind: "board";
      readonly community: string;
      readonly building: string;
      /** `yyyy-mm` in the community's time zone. */
      readonly month: string;
      /** 1, or the number of the overflow. */
      readonly part: number;
    }
  | {
      readonly kind: "list" | "people";
      readonly community: string;
      readonly building: string;
      /** `yyyy` in the community's time zone. */
      readonly year: string;
    }
  | {
      readonly kind: "shop";
      readonly community: string;
      readonly merchant: string;
      readonly month: string;
    };

/** What a document is for. */
export type DocumentKind = DocumentName["kind"];

/** Why a text names no document that the guard keeps. */
export type NameFault =
  | "no_such_document" // no document can have this name
  | "not_a_board"; // `notes/…`: a free document of stewards, which the guard does not know

/** Bytes at the start of SHA-256(name) that bind a statement to its document. */
export const DOC8_BYTES = 8;

/** The document of this name; every name has one text. */
export function parseDocumentName(text: string): Result<DocumentName, NameFault> {
  const [kind = "", community = "", place = "", epoch = "", ...more] = text.split("/");
  if (more.length > 0 || !isCommunity(community)) return err("no_such_document");
  const name = nameOf(kind, community, place, epoch);
  return name === null ? err("no_such_document") : name === "notes" ? err("not_a_board") : ok(name);
}

/** The text of a name, as URLs, bundles and doc8 have it. */
export function formatDocumentName(name: DocumentName): string {
  switch (name.kind) {
    case "board":
      return `board/${name.community}/${name.building}/${name.month}${name.part === 1 ? "" : `.${name.part}`}`;
    case "list":
    case "people":
      return `${name.kind}/${name.community}/${name.building}/${name.year}`;
    case "shop":
      return `shop/${name.community}/${name.merchant}/${name.month}`;
    default:
      return unreachable(name);
  }
}

/** What a statement says of the document it is for: 8 bytes, the same for a month and its overflows. */
export function doc8Of(name: DocumentName): Uint8Array {
  const first = name.kind === "board" ? { ...name, part: 1 } : name;
  return sha256(utf8ToBytes(formatDocumentName(first))).slice(0, DOC8_BYTES);
}

/** Where a full month goes on, or null after the last part. */
export function overflowOf(name: DocumentName & { readonly kind: "board" }): DocumentName | null {
  return name.part < PARTS_MAX ? { ...name, part: name.part + 1 } : null;
}

/** The 16 bytes of the community that a document belongs to. */
export function communityOf(name: DocumentName): Uint8Array {
  const bytes = base32ToBytes(name.community);
  invariant(bytes !== null, "a document name holds a community id");
  return bytes;
}

const BUILDING = /^[a-z0-9]{1,8}$/;
const MERCHANT = /^[a-z0-9]{1,26}$/;
const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;
const YEAR = /^[0-9]{4}$/;
const PART = /^([2-9]|[1-9][0-9])$/;

const isCommunity = (text: string): boolean => text.length === 26 && base32ToBytes(text) !== null;

function nameOf(
  kind: string,
  community: string,
  place: string,
  epoch: string,
): DocumentName | "notes" | null {
  if (kind === "shop") {
    return MERCHANT.test(place) && MONTH.test(epoch)
      ? { kind, community, merchant: place, month: epoch }
      : null;
  }
  if (!BUILDING.test(place)) return null;
  if (kind === "notes") return MERCHANT.test(epoch) ? "notes" : null;
  if (kind === "board") return boardOf(community, place, epoch);
  if (kind !== "list" && kind !== "people") return null;
  return YEAR.test(epoch) ? { kind, community, building: place, year: epoch } : null;
}

function boardOf(community: string, building: string, epoch: string): DocumentName | null {
  const [month = "", part, ...more] = epoch.split(".");
  if (more.length > 0 || !MONTH.test(month)) return null;
  if (part !== undefined && !PART.test(part)) return null;
  return { kind: "board", community, building, month, part: part === undefined ? 1 : Number(part) };
}

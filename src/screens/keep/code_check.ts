/** What is wrong with a recovery code as typed: the group to look at, where that can be known. */
import { parsePaperCode } from "../../../crypto/paper.ts";

const GROUP = 4;
const CHARACTERS = 28;
/** Crockford's letters, as crypto/paper.ts prints them. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Groups count from 1, as people do. */
export type CodeLook =
  | { readonly state: "short"; readonly groups: number; readonly missing: number }
  | { readonly state: "long" }
  /** A character that stands in no code. */
  | { readonly state: "letter"; readonly group: number; readonly typed: string }
  /** One other character in this group makes it right. */
  | { readonly state: "slip"; readonly group: number }
  /** Two neighbouring characters, the first in this group, make it right the other way round. */
  | { readonly state: "swap"; readonly group: number }
  | { readonly state: "wrong" }
  | { readonly state: "right" };

export function lookAtCode(typed: string): CodeLook {
  const text = bare(typed);
  const odd = [...text].findIndex((character) => !ALPHABET.includes(character));
  if (odd >= 0) return { state: "letter", group: groupOf(odd), typed: [...text][odd] ?? "" };
  if (text.length > CHARACTERS) return { state: "long" };
  const missing = CHARACTERS - text.length;
  if (missing > 0) return { state: "short", groups: Math.floor(text.length / GROUP), missing };
  if (parsePaperCode(text).ok) return { state: "right" };
  const slip = slipIn(text);
  if (slip !== null) return { state: "slip", group: groupOf(slip) };
  const swap = swapIn(text);
  return swap === null ? { state: "wrong" } : { state: "swap", group: groupOf(swap) };
}

const groupOf = (place: number): number => Math.floor(place / GROUP) + 1;

/** The check finds one wrong character: no two codes differ in fewer than three places. */
function slipIn(text: string): number | null {
  for (let place = 0; place < text.length; place++)
    for (const other of ALPHABET)
      if (parsePaperCode(text.slice(0, place) + other + text.slice(place + 1)).ok) return place;
  return null;
}

/** Null also where more than one pair would do. */
function swapIn(text: string): number | null {
  const places = [...text.slice(1)].flatMap((next, place) => {
    const swapped = text.slice(0, place) + next + text[place] + text.slice(place + 2);
    return parsePaperCode(swapped).ok ? [place] : [];
  });
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** Read as kindly as crypto/paper.ts reads. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\p{Dash}]/gu, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

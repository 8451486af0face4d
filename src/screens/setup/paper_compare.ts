/** Comparing a paper code, character by character, with what somebody types back from the paper. */

/** Characters in a group of a paper code. */
const GROUP = 4;

/** `group` and `place` count from 1, as people do. */
export type CodeCheck =
  | { readonly state: "typing"; readonly groups: number }
  | { readonly state: "wrong"; readonly group: number; readonly place: number; readonly typed: string }
  | { readonly state: "extra" }
  | { readonly state: "right" };

/** What the typed text is so far; the first wrong character is named as soon as it is there. */
export function compareCode(typed: string, expected: string): CodeCheck {
  const [mine, paper] = [bare(typed), bare(expected)];
  const at = [...mine].findIndex((character, place) => place < paper.length && character !== paper[place]);
  if (at >= 0)
    return {
      state: "wrong",
      group: Math.floor(at / GROUP) + 1,
      place: (at % GROUP) + 1,
      typed: mine[at] ?? "",
    };
  if (mine.length > paper.length) return { state: "extra" };
  if (mine.length === paper.length) return { state: "right" };
  return { state: "typing", groups: Math.floor(mine.length / GROUP) };
}

/** Read as kindly as crypto/paper.ts reads: any width, case, spaces and dashes, O for 0, I and L for 1. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\p{Dash}]/gu, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

/** The groups of a code as it is printed. */
export const codeGroups = (code: string): readonly string[] => code.split(" ");

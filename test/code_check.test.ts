/** A recovery code as people type it: which group to look at again. */
import { expect, test } from "vitest";
import { formatPaperCode } from "../crypto/paper.ts";
import { lookAtCode } from "../src/screens/keep/code_check.ts";

const CODE = formatPaperCode(new Uint8Array(16).map((_, at) => at * 91 + 59));
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const bare = CODE.replaceAll(" ", "");
const another = (character: string): string => ALPHABET[(ALPHABET.indexOf(character) + 7) % 32] ?? "";

test("a code is read in small letters, in full width, with dashes and with the letters that look like digits", () => {
  const kind = CODE.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll(" ", "-");
  expect(CODE).toContain("0");
  for (const typed of [CODE, bare, kind, `  ${CODE.replaceAll(" ", "\n")} `])
    expect(lookAtCode(typed).state).toBe("right");
});

test("every single slip is found in its group", () => {
  for (let place = 0; place < bare.length; place++) {
    const typed = bare.slice(0, place) + another(bare[place] ?? "") + bare.slice(place + 1);
    expect(lookAtCode(typed)).toEqual({ state: "slip", group: Math.floor(place / 4) + 1 });
  }
});

test("two neighbours that changed places are never taken for a right code, and named where only one pair fits", () => {
  let named = 0;
  for (let place = 0; place < bare.length - 1; place++) {
    const [a, b] = [bare[place] ?? "", bare[place + 1] ?? ""];
    if (a === b) continue;
    const look = lookAtCode(bare.slice(0, place) + b + a + bare.slice(place + 2));
    expect(look.state).not.toBe("right");
    if (look.state !== "swap") continue;
    named += 1;
    expect(look.group).toBe(Math.floor(place / 4) + 1);
  }
  expect(named).toBeGreaterThan(0);
});

test("what is missing is counted, what is too long is said, a strange character is named", () => {
  expect(lookAtCode("")).toEqual({ state: "short", groups: 0, missing: 28 });
  expect(lookAtCode(bare.slice(0, 13))).toEqual({ state: "short", groups: 3, missing: 15 });
  expect(lookAtCode(`${bare}7`)).toEqual({ state: "long" });
  expect(lookAtCode(`${bare.slice(0, 9)}U`)).toEqual({ state: "letter", group: 3, typed: "U" });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("src/ui/tokens.css", "utf8");
const colours = (from: string, to: string): Map<string, string> => {
  const start = css.indexOf(from);
  const block = css.slice(start, css.indexOf(to, start));
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name ?? "", hex ?? ""]),
  );
};
const light = colours(":root {", "--text-caption");
const elder = new Map([...light, ...colours('[data-mode="elder"]', "--text-caption")]);
const darkByPhone = colours('[data-theme="light"]', "\n  }");
const darkByChoice = colours('[data-theme="dark"]', "\n  }");

/** Contrast as WCAG 2 defines it: from 1 (the same) to 21 (black on white). */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number =>
    [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test.each([
  // theme, text, ground, at least
  [light, "ink", "paper", 7],
  [light, "muted", "paper", 6.7],
  [light, "muted", "muted-tint", 5.9],
  [elder, "muted", "paper", 8.5],
  [elder, "muted", "muted-tint", 7],
  [light, "line", "paper", 3],
  [light, "line", "card", 3],
  [darkByPhone, "line", "card", 3],
  ...(["ink", "persimmon", "green", "blue", "red"] as const).flatMap((text) => [
    [light, text, "paper", 7] as const,
    [light, text, "card", 7] as const,
    [darkByPhone, text, "paper", 7] as const,
    [darkByPhone, text, "card", 7] as const,
  ]),
  ...(["persimmon-tint", "green-tint", "blue-tint", "gold-tint", "red-tint", "muted-tint"] as const).flatMap(
    (tint) => [[light, "ink", tint, 7] as const, [darkByPhone, "ink", tint, 7] as const],
  ),
  [light, "on-persimmon", "persimmon", 7],
  [darkByPhone, "on-persimmon", "persimmon", 7],
  [darkByPhone, "muted", "card", 7],
] as const)("words can be read: %# %o, %s on %s", (theme, text, ground, least) => {
  expect(contrast(theme.get(text) ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(least);
});

test("dark by the phone and dark by choice are the same dark", () => {
  expect(darkByChoice).toEqual(darkByPhone);
  expect(darkByChoice.size).toBeGreaterThan(15);
});

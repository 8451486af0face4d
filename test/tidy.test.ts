/**
 * The house stays tidy: who may import whom, words that do not belong in a room, and lengths. Each ban says what to
 * write instead. The third guard, the pure rooms compiled without DOM and Node, is `scripts/typecheck.ts`.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, test } from "vitest";
import { MUTANTS } from "../scripts/mutants.ts";

const pkg = (...names: readonly string[]): string => `^node_modules/(${names.join("|")})(/|$)`;

/** A room, and all that it may import. */
const ALLOWED: readonly (readonly [room: string, ...may: string[]])[] = [
  ["^crypto/", "^crypto/", pkg("tweetnacl", "@noble/hashes")],
  ["^src/domain/", "^src/domain/", "^crypto/"],
  ["^src/board/", "^src/board/", "^src/domain/", "^crypto/", pkg("yjs", "lib0")],
  [
    "^src/peer/",
    "^src/peer/",
    "^src/board/",
    "^src/domain/",
    "^crypto/",
    pkg("yjs", "lib0", "y-protocols", "y-websocket", "idb", "tweetnacl"),
  ],
  [
    "^src/ui/",
    "^src/ui/",
    pkg("solid-js", "@solidjs/router", "@solid-primitives/keyed", "qr", "lucide-static"),
  ],
  ["^src/locale/", "^src/locale/", "^src/domain/", "^src/peer/station[.]ts$", "^crypto/", pkg("solid-js")],
  [
    "^src/screens/[^/]+[.]tsx?$",
    "^src/screens/",
    "^src/ui/",
    "^src/locale/",
    "^src/peer/",
    "^src/domain/",
    "^crypto/",
    pkg("solid-js", "@solidjs/router"),
  ],
  [
    "^relay/",
    "^relay/",
    "^src/board/",
    "^src/domain/",
    "^crypto/",
    "^(node:)?[a-z_/]+$",
    pkg(
      "hono",
      "@hono/node-server",
      "ws",
      "@types/ws",
      "pino",
      "prom-client",
      "valibot",
      "yjs",
      "lib0",
      "y-protocols",
      "qr",
    ),
  ],
];

const forbidden = [
  ...ALLOWED.map(([room, ...may]) => ({
    name: `${room} imports only ${may.join(" ")}`,
    severity: "error" as const,
    from: { path: room },
    to: { pathNot: may },
  })),
  {
    name: "a screen imports its own folder, the shell's files, ui, locale, peer and domain",
    severity: "error" as const,
    from: { path: "^src/screens/([^/]+)/" },
    to: {
      pathNot: [
        "^src/screens/$1/",
        "^src/screens/[^/]+[.]tsx?$",
        "^src/(ui|locale|peer|domain)/",
        "^crypto/",
        pkg("solid-js", "@solidjs/router", "@solid-primitives/keyed", "papaparse", "@types/papaparse", "qr"),
      ],
    },
  },
  {
    name: "no cycles, types included",
    severity: "error" as const,
    from: { path: "^(crypto|src|relay)/" },
    to: { circular: true },
  },
  {
    name: "every import is found",
    severity: "error" as const,
    from: { path: "^(crypto|src|relay)/" },
    to: { couldNotResolve: true, pathNot: "virtual:" },
  },
];

test("rooms import only what the plan allows", async () => {
  const { output } = await cruise(["crypto", "src", "relay"], {
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".css", ".svg", ".d.ts"],
    },
  });
  const { summary, modules } = output as ICruiseResult;
  expect(modules.length).toBeGreaterThan(50);
  expect(summary.violations.map((found) => `${found.from} → ${found.to}: ${found.rule.name}`)).toEqual([]);
}, 60_000);

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(ts|tsx)$/.test(file));
const read = (file: string): string => readFileSync(file, "utf8");

const PURE = /^(crypto|src\/domain|src\/board)\//;
const CODE = /^(crypto|src|relay)\//;
const BANS: readonly (readonly [found: RegExp, where: RegExp, instead: string])[] = [
  [/\bDate\.now\(/, PURE, "take the moment as an argument"],
  [/\bnew Date\(\)/, PURE, "take the moment as an argument"],
  [/\bMath\.random\(/, CODE, "take a random source as an argument"],
  [/\bsetTimeout\(|\bsetInterval\(/, PURE, "a pure room does not wait"],
  [/\bconsole\.log\(/, CODE, "remove, or log through pino in the relay"],
  [/: any\b|as any\b|<any>/, CODE, "unknown, then parse"],
  [/@ts-ignore/, /./, "@ts-expect-error with the reason"],
  [/\benum \w+ \{|^namespace /m, CODE, "a union of literals: Node strips types only"],
  [
    /new UndoManager|\.getMap\("s"\)\.(set|delete|clear)\(/,
    /^(src|relay)\//,
    "say a statement: boards are written by the guard only",
  ],
  [/maplibre/, /^src\/(?!screens\/map\/)/, "the map has its own folder"],
];

test.each(BANS)("nobody writes %s in %s", (found, where, instead) => {
  const guilty = files.filter(
    (file) => where.test(file) && file !== "test/tidy.test.ts" && found.test(withoutComments(read(file))),
  );
  expect(guilty, instead).toEqual([]);
});

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");

test("files have at most 400 lines, tests 600", () => {
  const isTest = (file: string): boolean => file.startsWith("test/");
  const long = files
    .map((file) => [file, read(file).split("\n").length - 1] as const)
    .filter(([file, lines]) => lines > (isTest(file) ? 600 : 400));
  expect(long).toEqual([]);
});

test("no test is skipped or alone", () => {
  const guilty = files.filter(
    (file) =>
      /\.test\.tsx?$|^test\/e2e\//.test(file) &&
      /\b(test|it|describe)\.(only|todo|fixme)\b/.test(read(file)) &&
      file !== "test/tidy.test.ts",
  );
  expect(guilty).toEqual([]);
});

test("the top level has no room that the plan does not name", () => {
  const roots = execFileSync("git", ["ls-files"], { encoding: "utf8" })
    .split("\n")
    .filter((file) => file.includes("/") && !file.startsWith("."));
  const known = ["crypto", "src", "relay", "public", "test", "docs", "scripts"];
  expect(
    [...new Set(roots.map((file) => file.split("/")[0]))].filter((root) => !known.includes(root ?? "")),
  ).toEqual([]);
});

test("each rule that `npm run mutate` flips stands where it looks for it, once", () => {
  const moved = MUTANTS.filter(({ file, from }) => read(file).split(from).length !== 2);
  expect(moved.map(({ rule }) => rule)).toEqual([]);
});

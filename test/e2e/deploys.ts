/** A newer build of the app, made from the one at hand: what a deploy leaves on a relay. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Build {
  readonly path: string;
  remove(): void;
}

/** The built app, copied, with every page of it named. */
export function copyBuild(name: string): Build {
  const path = mkdtempSync(join(tmpdir(), "yizhan-app-"));
  cpSync("dist", path, { recursive: true });
  rewrite(join(path, "index.html"), (html) =>
    html.replace("</head>", `<meta name="build" content="${name}"></head>`),
  );
  // The worker must see that the page is another one.
  rewrite(join(path, "sw.js"), (script) => {
    const marked = script.replace(
      /("revision":")[0-9a-f]+(","url":"index\.html")/,
      (_, before: string, after: string) => before + name + after,
    );
    if (marked === script) throw new Error("the worker names no index.html");
    return marked;
  });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A screen's file gets another name, as with any change of its content: the old one is gone. */
export function renameChunk({ path }: Build, chunk: RegExp): void {
  const assets = join(path, "assets");
  const old = readdirSync(assets).find((file) => chunk.test(file));
  if (old === undefined) throw new Error(`no file like ${chunk}`);
  const next = old.replace(/-[\w-]{8}\.js$/, "-newnewne.js");
  renameSync(join(assets, old), join(assets, next));
  for (const file of [...readdirSync(assets).map((name) => join(assets, name)), join(path, "sw.js")])
    if (file.endsWith(".js")) rewrite(file, (script) => script.replaceAll(old, next));
}

/** A screen's file is not there at all. */
export function dropChunk({ path }: Build, chunk: RegExp): void {
  const assets = join(path, "assets");
  for (const file of readdirSync(assets)) if (chunk.test(file)) rmSync(join(assets, file));
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

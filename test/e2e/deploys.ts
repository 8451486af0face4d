/** A newer build of the app, made from the one at hand: what a deploy leaves on a relay. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Build {
  readonly name: string;
  readonly path: string;
  /** A screen's file is not there at all. */
  drop(chunk: RegExp): void;
  remove(): void;
}

/** The built app with another name for every hashed file, as when everything has changed; the page says which it is. */
export function copyBuild(name: string): Build {
  const path = mkdtempSync(join(tmpdir(), "yizhan-app-"));
  const assets = join(path, "assets");
  cpSync("dist", path, { recursive: true });
  const renamed = readdirSync(assets).flatMap((old) => {
    // A hash may begin with the very character that tells the builds apart.
    const next = old.replace(/-([\w-])([\w-]{7}\.\w+)$/, (_, first: string, rest: string) =>
      first === name ? `-_${rest}` : `-${name}${rest}`,
    );
    return next === old ? [] : [[old, next] as const];
  });
  for (const [old, next] of renamed) renameSync(join(assets, old), join(assets, next));
  const texts = readdirSync(assets).filter((file) => /\.(js|css)$/.test(file));
  for (const file of [
    ...texts.map((text) => join(assets, text)),
    join(path, "index.html"),
    join(path, "sw.js"),
  ])
    rewrite(file, (text) => renamed.reduce((all, [old, next]) => all.replaceAll(old, next), text));
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
  return {
    name,
    path,
    drop(chunk) {
      const gone = readdirSync(assets).filter((file) => chunk.test(file));
      if (gone.length === 0) throw new Error(`no file like ${chunk}`);
      for (const file of gone) rmSync(join(assets, file));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

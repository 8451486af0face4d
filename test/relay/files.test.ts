import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFiles } from "../../relay/files.ts";
import { type Started, startRelay, temporaryFolder } from "./start.ts";
import { foundTown } from "./town.ts";

const PAGE = `<!doctype html><title>时间驿站</title>${"<p>家</p>".repeat(200)}`;
const dist = temporaryFolder();
let started: Started;
beforeAll(async () => {
  mkdirSync(join(dist.path, "assets"));
  writeFileSync(join(dist.path, "index.html"), PAGE);
  writeFileSync(join(dist.path, "sw.js"), "self.x = 1;");
  writeFileSync(join(dist.path, "assets", "index-B4s3k2xZ.js"), "x".repeat(2_000));
  writeFileSync(join(dist.path, "assets", "index-C4s3k2xZ.css"), "p{}");
  writeFileSync(join(dist.path, "assets", "join-B4s3k2xZ.js"), "x");
  const own = ["/assets/index-B4s3k2xZ.js", "/assets/index-C4s3k2xZ.css"];
  const starts = { "": [...own, "/assets/gone-B4s3k2xZ.js"], j: [...own, "/assets/join-B4s3k2xZ.js"] };
  writeFileSync(join(dist.path, "starts.json"), JSON.stringify(starts));
  started = await startRelay({ dist: dist.path, origin: "https://station.example" });
});
afterAll(async () => {
  await started.close();
  dist.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(started.url + path, { headers });

/** fetch decompresses by itself; this does not. */
async function raw(path: string, encoding: string) {
  return new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
    const asked = request(started.url + path, { headers: { "Accept-Encoding": encoding } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ encoding: answer.headers["content-encoding"], body: Buffer.concat(chunks) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("[Y24] every screen of the app is the one page, posters in capitals too; what is missing is missing", async () => {
  for (const path of ["/", "/j/abc", "/J/ABC", "/setup", "/need/1"]) {
    const answer = await get(path);
    expect(await answer.text()).toBe(PAGE);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
  }
  expect((await get("/assets/gone-B4s3k2xZ.js")).status).toBe(404);
  expect((await get("/../../etc/passwd.txt")).status).toBe(404);
  expect((await fetch(`${started.url}/`, { method: "POST" })).status).toBe(405);
});

test("[Y29] the page names what its start needs next, its own script and style first, and nothing that is missing", async () => {
  const linkOf = async (path: string) => (await get(path)).headers.get("link");
  const own =
    "</assets/index-B4s3k2xZ.js>; rel=modulepreload, </assets/index-C4s3k2xZ.css>; rel=preload; as=style; crossorigin";
  expect(await linkOf("/")).toBe(own);
  for (const path of ["/j/abc", "/J/ABC"])
    expect(await linkOf(path)).toBe(`${own}, </assets/join-B4s3k2xZ.js>; rel=modulepreload`);
  for (const path of ["/wallet", "/sw.js", "/__proto__", "/constructor"])
    expect(await linkOf(path)).toBeNull();
  expect(
    (await get("/", { "If-None-Match": (await get("/")).headers.get("etag") ?? "" })).headers.get("link"),
  ).toBe(own);
});

test("[Y24] hashed assets never change, the service worker is asked for each time", async () => {
  const asset = await get("/assets/index-B4s3k2xZ.js");
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect((await get("/sw.js")).headers.get("cache-control")).toBe("no-cache");
  const again = await get("/", { "If-None-Match": (await get("/")).headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test("[Y24] files come compressed as the browser asks", async () => {
  await readFiles(dist.path).compressed;
  const brotli = await raw("/", "gzip, br");
  expect(brotli.encoding).toBe("br");
  expect(brotliDecompressSync(brotli.body).toString()).toBe(PAGE);
  const gzip = await raw("/", "gzip, br;q=0");
  expect(gunzipSync(gzip.body).toString()).toBe(PAGE);
  expect((await raw("/", "identity")).body.toString()).toBe(PAGE);
});

test("[Y23] only the relays of the manifest may be spoken to", async () => {
  const policy = async (): Promise<string> => (await get("/")).headers.get("content-security-policy") ?? "";
  expect(await policy()).toContain("connect-src 'self' https://station.example wss://station.example;");
  const secret = started.relay.setupSecret() as string;
  await foundTown({ url: started.url, secret, nowMs: () => started.clock.ms });
  expect(await policy()).toContain(started.url.replace("http", "ws"));
  for (const part of ["script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
    expect(await policy()).toContain(part);
});

test("[Y26] a building has a manifest of its own: its name, its start, and the same id", async () => {
  const own = { id: "/", name: "时间驿站", start_url: "/", icons: [] };
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, "index.html"), PAGE);
  writeFileSync(join(folder.path, "manifest.webmanifest"), JSON.stringify(own));
  const relay = await startRelay({ dist: folder.path });
  const { community } = await foundTown({
    url: relay.url,
    secret: relay.relay.setupSecret() as string,
    nowMs: () => relay.clock.ms,
  });
  const ask = async (query: string) => {
    const answer = await fetch(`${relay.url}/app.webmanifest${query}`);
    return { status: answer.status, type: answer.headers.get("content-type"), said: await answer.json() };
  };
  expect(await ask(`?c=${community}&b=5`)).toEqual({
    status: 200,
    type: "application/manifest+json; charset=utf-8",
    said: { ...own, name: "5号楼 · 时间驿站", start_url: `/b/${community}/5` },
  });
  for (const query of ["", `?c=${community}&b=99`, `?c=${"a".repeat(26)}&b=5`, "?b=5"])
    expect(await ask(query)).toMatchObject({ status: 200, said: own });
  expect((await ask(`?c=${community}&b=5&name=x`)).status).toBe(400);
  await relay.close();
  folder.remove();
});

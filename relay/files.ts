/**
 * The app's files, read from `dist/` once at boot and kept in memory, compressed ahead of the first request.
 * Hashed assets never change; the page and the service worker are asked for again each time.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { bytesToBase64url } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";

export interface Files {
  /** The file of a path such as `/assets/x.js`, or undefined. */
  get(path: string): AppFile | undefined;
  /** The page that every app route shows; undefined when the app has not been built. */
  readonly page: AppFile | undefined;
  /** The `Link` header of the page at an address: what that start needs next (Y29); null where nothing is known. */
  linkFor(path: string): string | null;
  /** Done when everything is compressed. */
  readonly compressed: Promise<void>;
}

export interface AppFile {
  readonly type: string;
  readonly etag: string;
  readonly isImmutable: boolean;
  readonly plain: Uint8Array;
  brotli: Uint8Array | null;
  gzip: Uint8Array | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".pmtiles": "application/octet-stream",
};
const COMPRESSIBLE = /^text\/|json|javascript|svg|wasm/;
/** Vite names what never changes by its content: /assets/index-B4s3k2xZ.js */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;
/** Made by the build (vite.config.ts). */
const STARTS = "/starts.json";
/** Below this a header costs more than compression saves. */
const SMALL_BYTES = 512;

export function readFiles(folder: string | null): Files {
  const fileByPath = new Map<string, AppFile>();
  for (const path of folder === null ? [] : listFiles(folder)) {
    const name = `/${relative(folder ?? "", path)
      .split(sep)
      .join("/")}`;
    fileByPath.set(name, readFile(path, name));
  }
  const linkByPart = readStarts(fileByPath);
  return {
    get: (path) => fileByPath.get(path),
    page: fileByPath.get("/index.html"),
    linkFor: (path) => linkByPart.get(path.split("/")[1]?.toLowerCase() ?? "") ?? null,
    compressed: compressAll([...fileByPath.values()]),
  };
}

/** What the build says of starts: first part of an address → files. A file that is not there is not named. */
function readStarts(fileByPath: ReadonlyMap<string, AppFile>): ReadonlyMap<string, string> {
  const table = fileByPath.get(STARTS);
  if (table === undefined) return new Map();
  const starts = JSON.parse(new TextDecoder().decode(table.plain)) as Readonly<
    Record<string, readonly string[]>
  >;
  return new Map(
    Object.entries(starts).map(([part, files]) => [
      part,
      files
        .filter((file) => fileByPath.has(file))
        .map(
          (file) =>
            `<${file}>; rel=${file.endsWith(".css") ? "preload; as=style; crossorigin" : "modulepreload"}`,
        )
        .join(", "),
    ]),
  );
}

const listFiles = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

function readFile(path: string, name: string): AppFile {
  const plain = new Uint8Array(readFileSync(path));
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    etag: `"${bytesToBase64url(sha256(plain).slice(0, 12))}"`,
    isImmutable: HASHED.test(name),
    plain,
    brotli: null,
    gzip: null,
  };
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** One file after the other in the thread pool: the first requests are served while it runs. */
async function compressAll(files: readonly AppFile[]): Promise<void> {
  for (const file of files) {
    if (!COMPRESSIBLE.test(file.type) || file.plain.length < SMALL_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    file.brotli = new Uint8Array(await brotliAsync(file.plain, { params }));
    file.gzip = new Uint8Array(await gzipAsync(file.plain, { level: 9 }));
  }
}

/** A file as an answer, in the best encoding that the browser takes. */
export function sendFile(file: AppFile, request: Request, link: string | null = null): Response {
  const headers = new Headers({
    "Content-Type": file.type,
    "Cache-Control": file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
    ETag: file.etag,
    Vary: "Accept-Encoding",
  });
  if (link !== null) headers.set("Link", link);
  if (request.headers.get("if-none-match") === file.etag) return new Response(null, { status: 304, headers });
  const accepted = (request.headers.get("accept-encoding") ?? "")
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]?.trim());
  const [encoding, bytes] =
    file.brotli !== null && accepted.includes("br")
      ? ["br", file.brotli]
      : file.gzip !== null && accepted.includes("gzip")
        ? ["gzip", file.gzip]
        : [null, file.plain];
  if (encoding !== null) headers.set("Content-Encoding", encoding);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

/** The relay's HTTP side: what every answer carries, then the routes of wire.md section 6, then the app. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { DEMO_PAGE_PATH } from "../src/domain/demo.ts";
import { parseClientVersion } from "../src/domain/version.ts";
import { APP_MANIFEST, buildingManifest } from "./app_manifest.ts";
import { addressOf, createDesk, type Desk, parseCount, pathOf, sendNothing } from "./ask.ts";
import { type Files, sendFile } from "./files.ts";
import type { House } from "./house.ts";
import { serveBox } from "./http_box.ts";
import { serveEvents } from "./http_events.ts";
import { serveLedger } from "./http_ledger.ts";
import { serveLog } from "./http_log.ts";
import { servePublic } from "./http_public.ts";
import { serveSetup } from "./http_setup.ts";
import { URL_CHARACTERS_MAX } from "./limits.ts";

type App = Hono<{ Bindings: HttpBindings }>;

export interface HttpOptions {
  readonly house: House;
  readonly files: Files;
  /** Whoever knows it may read /metrics from elsewhere than this machine. */
  readonly metricsToken: string | null;
}

export function createHttp({ house, files, metricsToken }: HttpOptions): App {
  const app: App = new Hono();
  const desk = createDesk(house);

  app.use(async (c, next) => {
    const began = performance.now();
    const isTooMany = !house.requestsOf(addressOf(c)).take(1, began);
    if (isTooMany) c.res = desk.refuse("too_many");
    else if (isTooOld(c.req.method, c.req.header("x-client"), house)) c.res = desk.refuse("client_too_old");
    else if (pathOf(c).length > URL_CHARACTERS_MAX) c.res = desk.refuse("too_large");
    else await next();
    addHeaders(c.res.headers, house);
    house.metrics.request(c.res.status);
    const { method, routePath: route } = c.req;
    // The route and not the path: a path names accounts and invites, a query carries credentials.
    house.log.debug({ method, route, status: c.res.status, ms: Math.round(performance.now() - began) });
  });
  app.onError((error) => {
    house.log.error({ err: error.message, stack: error.stack }, "a request failed");
    const response = desk.refuse("broken");
    addHeaders(response.headers, house);
    return response;
  });

  serveHouse(app, desk, metricsToken);
  serveDemo(app, desk);
  serveSetup(app, desk);
  servePublic(app, desk);
  serveLedger(app, desk);
  serveLog(app, desk);
  serveBox(app, desk);
  serveEvents(app, desk);
  app.all("/c/*", () => desk.refuse("not_found"));
  app.get("/sync/*", () => desk.refuse("not_found"));
  serveApp(app, desk, files);
  return app;
}

function serveHouse(app: App, desk: Desk, metricsToken: string | null): void {
  const { house } = desk;

  app.get("/healthz", (c) => {
    const isStopped = house.community?.clerk.status.state === "stopped";
    return isStopped ? desk.refuse("read_only") : c.text("ok", 200, { "Cache-Control": "no-store" });
  });

  app.get("/metrics", async (c) => {
    const isAllowed =
      isLoopback(addressOf(c)) ||
      (metricsToken !== null && c.req.header("authorization") === `Bearer ${metricsToken}`);
    if (!isAllowed) return desk.refuse("not_allowed");
    return c.text(await house.metrics.text(), 200, { "Cache-Control": "no-store" });
  });

  const { testClock } = house;
  if (testClock !== null)
    app.post("/test/clock", async (c) => {
      const body = await desk.body(c);
      if (!body.ok) return body.error;
      const seconds = /^\{\s*"advance"\s*:\s*([0-9]{1,10})\s*\}$/.exec(
        Buffer.from(body.value).toString(),
      )?.[1];
      const advance = parseCount(seconds);
      if (advance === null) return desk.refuse("bad_request");
      testClock.advance(advance);
      await house.community?.clerk.tick();
      return sendNothing();
    });
}

/** Who is who in a demo; a real relay has no such page. */
function serveDemo(app: App, desk: Desk): void {
  const { house } = desk;
  app.get(DEMO_PAGE_PATH, (c) => {
    const page = house.demo?.(house) ?? null;
    return page === null ? desk.refuse("not_found") : c.json(page, 200, { "Cache-Control": "no-store" });
  });
}

/** The app: its files, and one page for every route. `/J/…` of a poster is `/j/…`. */
function serveApp(app: App, desk: Desk, files: Files): void {
  app.get("/app.webmanifest", (c) => {
    const query = desk.query(c, "c", "b");
    if (!query.ok) return query.error;
    const own = files.get(APP_MANIFEST);
    const { community } = desk.house;
    const isOurs = community !== null && query.value.get("c") === community.id;
    const named = isOurs ? buildingManifest(own, community, query.value.get("b") ?? "") : null;
    // Whoever names nothing of ours still gets an app that starts.
    if (named === null) return own === undefined ? desk.refuse("not_found") : sendFile(own, c.req.raw);
    return c.json(named, 200, { "Content-Type": own?.type ?? "", "Cache-Control": "no-cache" });
  });

  app.get("*", (c) => {
    const path = new URL(c.req.url).pathname;
    const file = files.get(path);
    if (file !== undefined) return sendFile(file, c.req.raw);
    // A missing file is missing; only what looks like a screen of the app shows the page.
    if (/\.[a-z0-9]{1,12}$/i.test(path) || files.page === undefined) return desk.refuse("not_found");
    return sendFile(files.page, c.req.raw, files.linkFor(path));
  });
  app.all("*", () => desk.refuse("wrong_method"));
}

/** An old app may read; what it says could not be taken. Programs that do not say how old they are may speak. */
function isTooOld(method: string, said: string | undefined, house: House): boolean {
  const version = parseClientVersion(said);
  return method !== "GET" && version !== null && version < house.clientMin;
}

/** What every answer carries. */
function addHeaders(headers: Headers, house: House): void {
  headers.set("X-Time", String(house.nowMs()));
  headers.set("X-Client-Min", String(house.clientMin));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Content-Security-Policy", policyFor(house));
  if (house.testClock !== null) headers.set("X-Test-Clock", "1");
  if (house.demo !== null) headers.set("X-Demo", "1");
  if (house.origin?.startsWith("https:")) headers.set("Strict-Transport-Security", "max-age=31536000");
}

/** Only our own files run, and only the relays of the signed manifest are spoken to. */
function policyFor(house: House): string {
  const relays = [house.origin ?? "", ...(house.community?.manifest.manifest?.relays ?? [])];
  const hosts = new Set(
    relays.filter((relay) => relay !== "").flatMap((relay) => [relay, relay.replace(/^http/, "ws")]),
  );
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...hosts].join(" ")}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "font-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

const isLoopback = (address: string): boolean =>
  address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1";

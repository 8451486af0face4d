/** `GET /c/<c>/events`: server-sent events `changed`, for whoever shows a socket credential for that path. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { utf8ToBytes } from "../crypto/bytes.ts";
import { accountOfKey } from "../src/domain/authority.ts";
import { type Desk, openAuth } from "./ask.ts";
import { STREAM_KEEPALIVE_MS } from "./limits.ts";

export function serveEvents(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  app.get("/c/:c/events", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c, "auth");
    if (!query.ok) return query.error;
    const path = `/c/${community.value.id}/events`;
    const asker = await openAuth(query.value.get("auth"), path, community.value, desk.house);
    if (!asker.ok) return desk.refuse(asker.error);
    const { account, key } = asker.value;
    const { authority } = community.value.clerk.ledger;
    const stream = openStream(
      (send) => community.value.events.listen(account.id, send),
      () => accountOfKey(authority, key, desk.house.now()) !== null,
    );
    if (stream === null) return desk.refuse("too_many", { retrySeconds: 60 });
    return new Response(stream, {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        // Proxies that gather answers would keep the events to themselves.
        "X-Accel-Buffering": "no",
      },
    });
  });
}

/** A stream of events; null when nobody may listen any more. A phone that is taken out is told so and no more. */
function openStream(
  listen: (send: (changed: object) => void) => (() => void) | null,
  mayListen: () => boolean,
): ReadableStream<Uint8Array> | null {
  let write: (text: string) => void = () => {};
  let close: () => void = () => {};
  const stop = listen((changed) => {
    write(`event: changed\ndata: ${JSON.stringify(changed)}\n\n`);
    // What else is told of the same commit is told first.
    if (!mayListen()) queueMicrotask(() => close());
  });
  if (stop === null) return null;
  let keepAlive: NodeJS.Timeout | null = null;
  const end = (): void => {
    if (keepAlive !== null) clearInterval(keepAlive);
    stop();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      write = (text) => {
        try {
          controller.enqueue(utf8ToBytes(text));
        } catch {
          end(); // the reader has gone
        }
      };
      close = () => {
        close = () => {};
        end();
        controller.close();
      };
      write(": hello\n\n");
      keepAlive = setInterval(() => write(": still here\n\n"), STREAM_KEEPALIVE_MS);
      keepAlive.unref();
    },
    cancel: end,
  });
}

/** The relay's server-sent events, read from a fetch: what changed, never how. */
import type { RandomBytes } from "../../crypto/keys.ts";
import { createBackoff } from "./backoff.ts";
import type { Http } from "./http.ts";

export type ChangedWhat = "account" | "need" | "roster" | "box" | "checkpoint" | "manifest";

export interface Events {
  /** Tries at once. */
  retry(): void;
  close(): void;
}

export function listenToEvents(deps: {
  readonly http: Http;
  readonly path: string;
  readonly auth: () => Promise<string | null>;
  readonly random: RandomBytes;
  readonly onOpen: () => void;
  readonly onChanged: (what: ChangedWhat) => void;
}): Events {
  const backoff = createBackoff(deps.random);
  const stop = new AbortController();
  let isOpen = false;

  async function listen(): Promise<void> {
    if (isOpen || stop.signal.aborted) return;
    isOpen = true;
    try {
      const auth = await deps.auth();
      const stream = auth === null ? null : await deps.http.stream(`${deps.path}?auth=${auth}`, stop.signal);
      if (stream !== null) {
        backoff.reset();
        deps.onOpen();
        await readEvents(stream, deps.onChanged);
      }
    } catch {
      // the stream broke off: come back
    } finally {
      isOpen = false;
      backoff.schedule(() => void listen());
    }
  }

  void listen();
  return {
    retry() {
      backoff.reset();
      void listen();
    },
    close() {
      backoff.stop();
      stop.abort();
    },
  };
}

async function readEvents(
  stream: ReadableStream<Uint8Array>,
  onChanged: (what: ChangedWhat) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const what = whatOf(event);
      if (what !== null) onChanged(what);
    }
    // Nobody sends events that long; a stream without an end of line is not kept.
    if (text.length > 65_536) text = "";
  }
}

const WHATS: readonly ChangedWhat[] = ["account", "need", "roster", "box", "checkpoint", "manifest"];

function whatOf(event: string): ChangedWhat | null {
  const data = event.split("\n").find((line) => line.startsWith("data:"));
  if (data === undefined) return null;
  try {
    const { what } = JSON.parse(data.slice(5)) as { what?: unknown };
    return WHATS.find((known) => known === what) ?? null;
  } catch {
    return null;
  }
}

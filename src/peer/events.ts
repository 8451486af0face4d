/** The relay's server-sent events, read from a fetch: what changed, never how. */
import type { RandomBytes } from "../../crypto/keys.ts";
import { createBackoff } from "./backoff.ts";
import { createPatience } from "./deadline.ts";
import type { Http } from "./http.ts";
import { REQUEST_MS, STREAM_SILENCE_MS } from "./limits.ts";

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
  let attempt: AbortController | null = null;
  let isClosed = false;

  async function listen(): Promise<void> {
    if (attempt !== null || isClosed) return;
    const stop = new AbortController();
    attempt = stop;
    // A line that a network dropped without a word stays open for ever.
    const patience = createPatience(() => stop.abort());
    patience.wait(REQUEST_MS);
    try {
      const auth = await deps.auth();
      const stream = auth === null ? null : await deps.http.stream(`${deps.path}?auth=${auth}`, stop.signal);
      if (stream !== null) {
        backoff.reset();
        deps.onOpen();
        await readEvents(stream, () => patience.wait(STREAM_SILENCE_MS), deps.onChanged);
      }
    } catch {
      // the stream broke off: come back
    } finally {
      patience.end();
      attempt = null;
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
      isClosed = true;
      backoff.stop();
      attempt?.abort();
    },
  };
}

async function readEvents(
  stream: ReadableStream<Uint8Array>,
  onHeard: () => void,
  onChanged: (what: ChangedWhat) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    onHeard();
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

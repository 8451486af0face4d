/** How the relay is, as far as anybody may ask: whether it answers, its clock, and the newest checkpoint of the log. */
import { createResource, type Resource } from "solid-js";
import { createView, useApp } from "../app.tsx";

export interface Checkpoint {
  readonly leaves: number;
  /** Base64, the root over all leaves. */
  readonly root: string;
  readonly registry: number;
  /** The signed note as it came. */
  readonly note: string;
}

export interface RelayState {
  /** Milliseconds until the answer; null: none came. */
  readonly answeredIn: number | null;
  /** Whole seconds by which the relay's clock differs from this device's; null where it did not say. */
  readonly clockOff: number | null;
  readonly checkpoint: Checkpoint | null;
}

export function createRelayState(): readonly [Resource<RelayState>, () => void] {
  const { nowMs } = useApp();
  const view = createView();
  const [state, { refetch }] = createResource(
    () => view().community?.id,
    (community) => askRelay(community, nowMs),
  );
  return [state, () => void refetch()];
}

async function askRelay(community: string, nowMs: () => number): Promise<RelayState> {
  const asked = nowMs();
  try {
    const answer = await fetch("/healthz", { cache: "no-store", credentials: "omit" });
    const answered = nowMs();
    if (!answer.ok) return SILENT;
    const time = Number(answer.headers.get("X-Time") ?? Number.NaN);
    return {
      answeredIn: answered - asked,
      clockOff: Number.isFinite(time) ? Math.round((time - (asked + answered) / 2) / 1000) : null,
      checkpoint: await askCheckpoint(community),
    };
  } catch {
    return SILENT;
  }
}

const SILENT: RelayState = { answeredIn: null, clockOff: null, checkpoint: null };

async function askCheckpoint(community: string): Promise<Checkpoint | null> {
  const answer = await fetch(`/c/${community}/log/checkpoint`, { cache: "no-store", credentials: "omit" });
  return answer.ok ? readCheckpoint(await answer.text()) : null;
}

/** What a note says, for showing only: whether it is true is checked by phones and auditors. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [, size = "", root = "", extension = ""] = note.split("\n");
  const registry = /^registry (\d+) /.exec(extension)?.[1] ?? "0";
  return /^\d+$/.test(size) && root !== ""
    ? { leaves: Number(size), root, registry: Number(registry), note }
    : null;
}

/** What the operator has entered so far, and where she is. Paper codes live in memory only. */
import { createEffect, createSignal, on, untrack } from "solid-js";
import { createStore } from "solid-js/store";
import type { SetupDraft } from "../../peer/station.ts";
import { createDraft } from "../draft.ts";
import { createHold } from "../hold.ts";

export const STEPS = ["root", "second", "name", "rules", "operator", "buildings", "check"] as const;
export type Step = (typeof STEPS)[number];
export type Stage = "open" | Step | "done";
export type PaperKey = "root" | "second";

export interface Codes {
  readonly root: string;
  readonly second: string;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const EMPTY: Writable<SetupDraft> = {
  name: "",
  timeZone: "Asia/Shanghai",
  preset: "building_start",
  operatorName: "",
  buildings: [],
};

/** What the operator typed outlives a reload; paper codes never do. */
const isDraft = (kept: unknown): kept is Writable<SetupDraft> => {
  if (typeof kept !== "object" || kept === null) return false;
  const { name, timeZone, preset, operatorName, buildings } = kept as Record<keyof SetupDraft, unknown>;
  return (
    [name, timeZone, preset, operatorName].every((text) => typeof text === "string") &&
    Array.isArray(buildings)
  );
};

export function createFlow() {
  const [stage, setStage] = createSignal<Stage>("open");
  const [codes, setCodes] = createSignal<Codes | null>(null);
  const [typed, setTyped] = createStore<{ root: string; second: string }>({ root: "", second: "" });
  const kept = createDraft(
    () => "setup",
    () => EMPTY,
    isDraft,
  );
  const [draft, setDraft] = createStore<Writable<SetupDraft>>({ ...untrack(kept.value) });
  createEffect(
    on(
      () => ({ ...draft }),
      (now) => kept.change(now),
      { defer: true },
    ),
  );
  createHold(() => codes() !== null);
  const move = (by: number): void => {
    const at = STEPS.indexOf(stage() as Step);
    const next = STEPS[at + by];
    if (next !== undefined) setStage(next);
  };
  return {
    stage,
    setStage,
    next: () => move(1),
    back: () => move(-1),
    codes,
    typed,
    setTyped,
    draft,
    setDraft,
    begin: (both: Codes) => {
      setCodes(both);
      setStage("root");
    },
    /** Founded: the codes leave the memory of this page. */
    finish: () => {
      setCodes(null);
      kept.forget();
      setTyped({ root: "", second: "" });
      setStage("done");
    },
  };
}

export type Flow = ReturnType<typeof createFlow>;

/** What the operator has entered so far, and where she is. It lives in memory only: paper codes are never stored. */
import { createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import type { SetupDraft } from "../../peer/station.ts";

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

export function createFlow() {
  const [stage, setStage] = createSignal<Stage>("open");
  const [codes, setCodes] = createSignal<Codes | null>(null);
  const [typed, setTyped] = createStore<{ root: string; second: string }>({ root: "", second: "" });
  const [draft, setDraft] = createStore<Writable<SetupDraft>>({ ...EMPTY });
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
      setTyped({ root: "", second: "" });
      setStage("done");
    },
  };
}

export type Flow = ReturnType<typeof createFlow>;

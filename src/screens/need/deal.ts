/** One need being dealt with: what is asked in a sheet just now, and the act that runs. */
import { type Accessor, createMemo, createSignal } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import type { StationView } from "../../peer/station.ts";
import { type Acting, createActing } from "../acting.ts";
import { type Part, partOf } from "../deeds.ts";

/** A question that a sheet asks before something is signed. */
export type Question = "pledge" | "take" | "confirm" | "withdraw" | "void" | "dispute" | "give_back";

export interface Deal {
  readonly view: Accessor<StationView>;
  readonly need: Accessor<NeedView>;
  readonly part: Accessor<Part>;
  /** False while the need is drawn from what was seen last (P91): then nobody acts on it. */
  readonly isReady: Accessor<boolean>;
  readonly question: Accessor<Question | null>;
  readonly ask: (question: Question | null) => void;
  readonly acting: Acting;
}

export function createDeal(view: Accessor<StationView>, need: Accessor<NeedView>): Deal {
  const [question, ask] = createSignal<Question | null>(null);
  const acting = createActing();
  return {
    view,
    need,
    part: () => partOf(view(), need()),
    isReady: createMemo(() => view().phase === "ready"),
    question,
    ask: (next) => {
      acting.clear();
      ask(next);
    },
    acting,
  };
}

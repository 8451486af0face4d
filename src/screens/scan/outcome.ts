/** What 扫一扫 says at each step, and the one act that stands to reason there. */
import type { Same } from "../../locale/lang.ts";
import type { scanWords } from "../../locale/scan.ts";
import type { Act } from "../../ui/button.tsx";
import type { Scanned } from "./scanned.ts";
import type { ScanState } from "./scanning.ts";

export type Words = Same<(typeof scanWords)["zh"]>;
export type Aim = keyof Words["aim"];

export interface Outcome {
  readonly headline: string;
  readonly lines: readonly string[];
  readonly act?: Act | undefined;
}

/** What changes the screen; hints that come while the camera looks do not. */
export const stepOf = (state: ScanState): string =>
  state.at === "found" ? `found ${state.scanned.what}` : state.at;

export function outcomeOf(state: ScanState, aim: Aim, t: Words, go: (to: string) => void): Outcome {
  const headline = t.aim[aim];
  switch (state.at) {
    case "asking":
      return { headline, lines: [t.why, t.whyNext] };
    case "opening":
      return { headline, lines: [t.opening] };
    case "reading":
      return { headline, lines: [t.photo] };
    case "looking":
      return { headline, lines: state.isSlow ? [t.looking, t.slow] : [t.looking] };
    case "fault":
      return { headline: t.fault[state.fault], lines: [t.faultTodo[state.fault]] };
    case "nothing":
      return { headline: t.nothing[state.why], lines: [t.nothingTodo[state.why]] };
    case "found":
      return found(state.scanned, t, go);
    default:
      return state satisfies never;
  }
}

function found(scanned: Scanned, t: Words, go: (to: string) => void): Outcome {
  switch (scanned.what) {
    case "ours":
      return { headline: t.found[scanned.purpose], lines: [t.foundNext] };
    case "broken": {
      const { purpose } = scanned;
      const act: Act | undefined =
        purpose === "paper" ? { label: t.typeCode, icon: "key", href: "/restore" } : undefined;
      return { headline: t.broken[purpose], lines: [t.brokenTodo[purpose]], act };
    }
    case "page": {
      const act: Act = { label: t.pageOpen, onClick: () => go(scanned.to) };
      return { headline: t.page, lines: [t.pageTodo], act };
    }
    case "elsewhere":
      return elsewhere(scanned, t, go);
    case "foreign":
      return { headline: t.foreign[scanned.kind], lines: [t.foreignTodo[scanned.kind](scanned.host)] };
    default:
      return scanned satisfies never;
  }
}

/** A poster may be followed there, a paper tried here, each by a tap; the rest is of no use here. */
function elsewhere(
  { purpose, host, to, address }: Extract<Scanned, { readonly what: "elsewhere" }>,
  t: Words,
  go: (to: string) => void,
): Outcome {
  const headline = t.elsewhere[purpose];
  switch (purpose) {
    case "poster":
      return {
        headline,
        lines: [t.elsewhereTodo.poster(host)],
        act: { label: t.goThere(host), href: address },
      };
    case "paper":
      return {
        headline,
        lines: [t.elsewhereTodo.paper(host)],
        act: { label: t.useHere, icon: "key", onClick: () => go(to) },
      };
    default:
      return { headline, lines: [t.elsewhereTodo.other(host)] };
  }
}

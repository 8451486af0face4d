/**
 * Where each page of the history was scrolled to: back and a reload lead to the same line, a new page starts at its
 * top. The router does this for windows that scroll; here the matter of a page does, above a foot that stays.
 */
const KEY = "yizhan/places";
/** Milliseconds in which a page may still grow to the line that is wanted, after a reload. */
const GROW_MS = 3000;
/** From here on a list stays beside what was chosen from it. */
const SIDE_BY_SIDE = "(min-width: 900px)";

/** Pixels by the depth of an entry in the history. */
type Places = Record<number, number>;

/** What stands with every entry of the history. */
interface Stamp {
  /** The router's. */
  readonly _depth?: number;
  /** Somebody was here: who comes to it now comes back. */
  readonly seen?: true;
}

export interface KeptPlace {
  /** The router is on its way to another page, or has arrived there. */
  readonly turn: (isOnTheWay: boolean) => void;
  readonly end: () => void;
}

export function createKeptPlace(storage: Storage): KeptPlace {
  const places = recall(storage);
  const lead = createLead();
  let path = location.pathname;
  let isOnTheWay = false;

  const arrive = (): void => {
    const { depth, isBack } = stamp();
    const from = path;
    path = location.pathname;
    if (from === path) return;
    document.querySelector(".columns-detail")?.scrollTo(0, 0);
    // The pages that were ahead are gone.
    if (!isBack) for (const key of Object.keys(places).map(Number)) if (key >= depth) delete places[key];
    if (!staysBeside(from, path)) lead.to(isBack ? (places[depth] ?? 0) : 0);
  };
  const onScroll = ({ target }: Event): void => {
    const matter = scroller();
    // On the way to another page the window may jump: that is nobody's place.
    if (isOnTheWay || matter === null || (target !== matter && target !== document)) return;
    places[stamp().depth] = matter.scrollTop;
  };
  const onLeave = (): void => keep(storage, places);
  document.addEventListener("scroll", onScroll, true);
  addEventListener("pagehide", onLeave);

  history.scrollRestoration = "manual";
  const { depth, isBack } = stamp();
  if (isBack) lead.to(places[depth] ?? 0);
  return {
    turn: (onTheWay) => {
      isOnTheWay = onTheWay;
      if (!onTheWay) arrive();
    },
    end: () => {
      lead.stop();
      document.removeEventListener("scroll", onScroll, true);
      removeEventListener("pagehide", onLeave);
    },
  };
}

/** create: scrolls to a line once the page is long enough; whoever touches it meanwhile is left alone. */
function createLead(): { readonly to: (line: number) => void; readonly stop: () => void } {
  let stop = (): void => undefined;
  const to = (line: number): void => {
    stop();
    const until = performance.now() + GROW_MS;
    let frame = 0;
    const touches = ["pointerdown", "wheel", "keydown"] as const;
    stop = () => {
      cancelAnimationFrame(frame);
      for (const name of touches) removeEventListener(name, stop, true);
      stop = () => undefined;
    };
    const stopThis = stop;
    for (const name of touches) addEventListener(name, stopThis, true);
    const step = (): void => {
      const matter = scroller();
      const room = matter === null ? 0 : matter.scrollHeight - matter.clientHeight;
      if (room < line && performance.now() < until) {
        frame = requestAnimationFrame(step);
        return;
      }
      stopThis();
      if (matter !== null) matter.scrollTop = line;
    };
    step();
  };
  return { to, stop: () => stop() };
}

/** What scrolls: the matter, in a flat window the window itself. */
function scroller(): Element | null {
  const matter = document.querySelector(".page-scroll");
  return matter !== null && getComputedStyle(matter).overflowY !== "visible"
    ? matter
    : document.scrollingElement;
}

/** Stamps this entry of the history, and says whether it was stamped before; an entry that was replaced is new. */
function stamp(): { readonly depth: number; readonly isBack: boolean } {
  const before = history.state as Stamp | null;
  const depth = before?._depth ?? history.length - 1;
  const isBack = before?.seen === true;
  if (!isBack) history.replaceState({ ...before, _depth: depth, seen: true }, "");
  return { depth, isBack };
}

/** A list keeps its line while things are chosen from it beside it. */
const staysBeside = (from: string, to: string): boolean =>
  from.split("/")[1] === to.split("/")[1] &&
  matchMedia(SIDE_BY_SIDE).matches &&
  document.querySelector(".columns") !== null;

function recall(storage: Storage): Places {
  try {
    return JSON.parse(storage.getItem(KEY) ?? "{}") as Places;
  } catch {
    return {};
  }
}

function keep(storage: Storage, places: Places): void {
  try {
    storage.setItem(KEY, JSON.stringify(places));
  } catch {
    // Where nothing may be kept a reload starts at the top.
  }
}

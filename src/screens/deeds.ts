/** Needs as screens show them: title, picture, facts, state, and what part I have in them. */
import type { NeedStatus, NeedView } from "../domain/need.ts";
import type { ServiceType } from "../domain/service.ts";
import type { Id } from "../domain/units.ts";
import { inLang, type Lang } from "../locale/lang.ts";
import { needWords } from "../locale/need.ts";
import { type PointsShown, pointsOf } from "../locale/points.ts";
import { aboutWords, type When, windowWords } from "../locale/time.ts";
import type { StationView } from "../peer/station.ts";
import type { NeedCardProps } from "../ui/need-card.tsx";
import type { PictureName } from "../ui/pictures.tsx";
import type { PillProps } from "../ui/pill.tsx";
import { nameOf, placeOf } from "./people.ts";

export const PICTURE_OF: Readonly<Record<ServiceType, PictureName>> = {
  parcel: "parcel",
  errand: "buy",
  childcare: "child",
  walk: "walk",
  phone_help: "phone",
  bills: "bills",
  trash: "trash",
  other: "other",
};

/** What I am to a need: it is mine or my elder's, I help, or it is a neighbour's. */
export type Part = "mine" | "helper" | "other";

export function partOf(view: StationView, need: NeedView): Part {
  const me = view.me?.id;
  if (me === undefined) return "other";
  if (need.requester === me || view.elders.some(({ id }) => id === need.requester)) return "mine";
  return need.helper === me ? "helper" : "other";
}

/** Characters of the words that still make a title. */
const TITLE_WORDS_MAX = 10;

/** 代买酱油: the type, and for errands and other matters the first thing that was written. */
export function titleOf(need: Pick<NeedView, "type" | "words">, lang: Lang): string {
  const t = inLang(needWords, lang);
  const first = need.words.split(/[，,。.；;！!\n]/u)[0]?.trim() ?? "";
  const isShort = first !== "" && [...first].length <= TITLE_WORDS_MAX;
  if (need.type === "errand" && isShort) return t.errand(first.replace(/^(代买|买|buy )/iu, ""));
  if (need.type === "other" && isShort) return first;
  return t.type[need.type];
}

export const pointsFor = (view: StationView, seconds: number, lang: Lang): PointsShown | undefined =>
  view.community === null ? undefined : pointsOf(seconds, view.community, lang);

/** 0.2 积分, for sentences. */
export function pointsText(view: StationView, seconds: number, lang: Lang): string {
  const shown = pointsFor(view, seconds, lang);
  return shown === undefined ? "" : `${shown.value} ${shown.unit}`;
}

/** What a need costs before it was served, in seconds: the hold, or the time asked for in whole steps. */
export const priceOf = (view: StationView, need: Pick<NeedView, "hold" | "seconds" | "points">): number => {
  if (!need.points) return 0;
  const step = view.community?.policy.step_seconds ?? 360;
  return need.hold?.seconds ?? Math.max(1, Math.ceil(need.seconds / step)) * step;
};

/** What a need is worth by now: what was given, what was served, else what it will cost. */
export const worthOf = (view: StationView, need: NeedView): number =>
  need.posted ?? need.served ?? priceOf(view, need);

/** A need, or the points for it, that have not reached the relay. */
export const isSending = (view: StationView, need: Id): boolean => {
  const pending = pendingOf(view, need);
  return pending.has("hold") || pending.has("need");
};

/** Kinds of entries about a need that are signed or counted down and not yet received. */
export const pendingOf = (view: StationView, need: Id): ReadonlySet<string> =>
  new Set(view.sync.waiting.filter((one) => one.need === need && one.fault === null).map((one) => one.kind));

const PILLS: Readonly<Record<NeedStatus, Pick<PillProps, "tone" | "icon">>> = {
  waiting_points: { tone: "gold", icon: "hourglass" },
  open: { tone: "blue", icon: "hourglass" },
  taken: { tone: "green", icon: "check" },
  running: { tone: "persimmon", icon: "clock" },
  ended: { tone: "persimmon", icon: "hourglass" },
  disputed: { tone: "red", icon: "alert" },
  done: { tone: "muted", icon: "circleCheck" },
  withdrawn: { tone: "muted", icon: "undo" },
  expired: { tone: "muted", icon: "clock" },
};

export function pillOf(view: StationView, need: NeedView, lang: Lang): PillProps {
  const t = inLang(needWords, lang);
  const look = PILLS[need.status];
  if (need.status === "waiting_points" && isSending(view, need.id))
    return { tone: "blue", icon: "hourglass", word: t.sending };
  if (need.status === "taken" && partOf(view, need) === "helper") return { ...look, word: t.takenByYou };
  if (need.status === "taken" && need.helper !== null)
    return { ...look, word: t.takenBy(nameOf(view, need.helper, lang)) };
  if (need.status === "ended" && partOf(view, need) === "mine") return { ...look, word: t.waitsForYou };
  return { ...look, word: t.status[need.status] };
}

export function factsOf(view: StationView, need: NeedView, when: When): readonly string[] {
  return [
    placeOf(view, need.requester, when.lang),
    windowWords(need.from, need.to, when),
    aboutWords(need.seconds, when.lang),
  ].filter(Boolean);
}

/** A need as a card; its pill only where there is news, or everywhere in my own lists. */
export function cardOf(view: StationView, need: NeedView, when: When, isOwnList = false): NeedCardProps {
  const isNews = isOwnList || (need.status !== "open" && need.status !== "done");
  return {
    picture: PICTURE_OF[need.type],
    title: titleOf(need, when.lang),
    facts: factsOf(view, need, when),
    amount: need.points ? pointsFor(view, worthOf(view, need), when.lang) : undefined,
    pill: isNews ? pillOf(view, need, when.lang) : undefined,
    href: `/needs/${need.id}`,
  };
}

const UNDER_WAY: readonly NeedStatus[] = ["waiting_points", "open", "taken", "running", "ended", "disputed"];
export const isUnderWay = (need: NeedView): boolean => UNDER_WAY.includes(need.status);
export const isPast = (need: NeedView): boolean => !isUnderWay(need);

export const toConfirm = (view: StationView): readonly NeedView[] =>
  view.needs.filter(
    (need) =>
      need.status === "ended" && partOf(view, need) === "mine" && !pendingOf(view, need.id).has("confirm"),
  );

/** What I asked for or help with and is not over, without what waits for my confirmation. */
export const underWay = (view: StationView): readonly NeedView[] => {
  const waiting = new Set(toConfirm(view));
  return view.needs.filter(
    (need) => isUnderWay(need) && partOf(view, need) !== "other" && !waiting.has(need),
  );
};

export const openForOthers = (view: StationView): readonly NeedView[] =>
  view.needs.filter((need) => need.status === "open" && partOf(view, need) === "other");

/** What a person can do with a need just now: the one next act, the quiet one beside it, and the rest. */
import { useNavigate } from "@solidjs/router";
import type { Accessor } from "solid-js";
import { deedWords } from "../../locale/deed.ts";
import { windowWords } from "../../locale/time.ts";
import type { ActBarProps } from "../../ui/act-bar.tsx";
import type { Act } from "../../ui/button.tsx";
import { useApp, useSettings, useStation, useText, useWhen } from "../app.tsx";
import { isSending, pendingOf, pointsText, titleOf } from "../deeds.ts";
import { placeOf } from "../people.ts";
import { useUndo } from "../undo.tsx";
import type { Deal, Question } from "./deal.ts";
import { useStandby } from "./standby.ts";

/** Acts that are asked about in a sheet, and acts that stand at the end of the page. */
export function createMoreActs(deal: Accessor<Deal>): Accessor<readonly Act[]> {
  const t = useText(deedWords);
  const asking = (label: string, question: Question): Act => ({ label, onClick: () => deal().ask(question) });
  return () => {
    const { status } = deal().need();
    const part = deal().part();
    if (status === "open" && part === "mine") return [];
    if (status === "taken" && part === "helper") return [asking(t().giveBack, "give_back")];
    if (status === "taken" && part === "mine") return [asking(t().voidAct, "void")];
    if (status === "running" && part !== "other") return [asking(t().problem, "dispute")];
    if (status === "ended" && part === "helper") return [asking(t().problem, "dispute")];
    return [];
  };
}

/** The act bar of a need; undefined where there is nothing to do but wait. */
export function createBar(deal: Accessor<Deal>): Accessor<ActBarProps | undefined> {
  const mine = createMineBar(deal);
  const helper = createHelperBar(deal);
  const other = createOtherBar(deal);
  const bars = { mine, helper, other };
  return () => bars[deal().part()]();
}

function createMineBar(deal: Accessor<Deal>): Accessor<ActBarProps | undefined> {
  const t = useText(deedWords);
  const settings = useSettings();
  const shout = useShout(deal);
  const repost = useRepost(deal);
  const done = createDoneBar(deal);
  const points = () => pointsText(deal().view(), deal().need().served ?? 0, settings.lang());
  const withdraw = (): Act => ({ label: t().withdraw, onClick: () => deal().ask("withdraw") });
  return () => {
    const need = deal().need();
    switch (need.status) {
      case "open":
        return { act: { label: t().shout, icon: "megaphone", onClick: shout }, quiet: withdraw() };
      case "waiting_points":
        if (isSending(deal().view(), need.id) || !deal().view().me?.isVouched) return { act: withdraw() };
        return {
          act: { label: t().noPoints, onClick: repost, busy: deal().acting.isBusy() },
          quiet: withdraw(),
        };
      case "ended":
        if (pendingOf(deal().view(), need.id).has("confirm")) return undefined;
        return {
          act: {
            label: need.served ? t().confirm(points()) : t().confirmFree,
            onClick: () => deal().ask("confirm"),
          },
          quiet: { label: t().problem, onClick: () => deal().ask("dispute") },
        };
      case "withdrawn":
      case "expired":
        return { act: { label: t().again, icon: "refresh", href: `/ask/${need.type}?again=${need.id}` } };
      case "done":
        return done();
      case "taken":
      case "running":
      case "disputed":
        return undefined;
      default:
        return need.status satisfies never;
    }
  };
}

function createHelperBar(deal: Accessor<Deal>): Accessor<ActBarProps | undefined> {
  const t = useText(deedWords);
  const station = useStation();
  const navigate = useNavigate();
  const done = createDoneBar(deal);
  const start = (): void => {
    const { id } = deal().need();
    void deal().acting.run(
      () => station.acts.start(id),
      () => navigate(`/service/${id}`),
    );
  };
  return () => {
    const need = deal().need();
    if (need.status === "taken" && pendingOf(deal().view(), need.id).has("service_start"))
      return { act: { label: t().toService, href: `/service/${need.id}` } };
    if (need.status === "taken")
      return { act: { label: t().start, icon: "clock", onClick: start, busy: deal().acting.isBusy() } };
    if (need.status === "running" && pendingOf(deal().view(), need.id).has("service_end")) return undefined;
    if (need.status === "running") return { act: { label: t().toService, href: `/service/${need.id}` } };
    return need.status === "done" ? done() : undefined;
  };
}

function createOtherBar(deal: Accessor<Deal>): Accessor<ActBarProps | undefined> {
  const t = useText(deedWords);
  const standby = useStandby(deal);
  return () => {
    const { status, standbys, id } = deal().need();
    const me = deal().view().me;
    if (me === null || !me.isVouched) return undefined;
    const pledged = me.consents.includes("pledge");
    const isTurn = standbys[0] === me.id && me.isAdult;
    // The promise is read and signed once, before the very first service.
    const takeTurn = (): void => (pledged ? standby.take() : deal().ask("pledge"));
    if (status === "open" && isTurn && !pendingOf(deal().view(), id).has("take"))
      return {
        act: { label: t().line.take, icon: "handHeart", busy: deal().acting.isBusy(), onClick: takeTurn },
        quiet: { label: t().standDown, onClick: standby.leave },
      };
    if (status === "open" && me.isAdult && !pendingOf(deal().view(), id).has("take"))
      return {
        act: { label: t().take, icon: "handHeart", onClick: () => deal().ask(pledged ? "take" : "pledge") },
      };
    if (status === "taken" && !standbys.includes(me.id))
      return {
        act: {
          label: t().standBy,
          busy: deal().acting.isBusy(),
          onClick: standby.join,
        },
      };
    return undefined;
  };
}

/** After the end: the thanks that are still owed, and the receipt. */
function createDoneBar(deal: Accessor<Deal>): Accessor<ActBarProps | undefined> {
  const t = useText(deedWords);
  return () => {
    const { id, requester, thanks, rated } = deal().need();
    // Who speaks for the requester thanks and rates in her name.
    const part = deal().part();
    const me = part === "helper" ? deal().view().me?.id : part === "other" ? undefined : requester;
    const line = deal()
      .view()
      .wallet?.lines.find((one) => one.need === id && (one.what === "earned" || one.what === "paid"));
    const receipt: Act | undefined =
      line === undefined ? undefined : { label: t().receipt, icon: "receipt", href: `/wallet/${line.index}` };
    const owes = me !== undefined && !rated.includes(me) && !thanks.some(({ by }) => by === me);
    if (owes)
      return { act: { label: t().thankAct, icon: "heartHandshake", href: `/thanks/${id}` }, quiet: receipt };
    return receipt === undefined ? undefined : { act: receipt };
  };
}

/** 喊人: one text for the group chat, copied or handed to the phone's own sharing. */
function useShout(deal: Accessor<Deal>): () => void {
  const t = useText(deedWords);
  const { origin } = useApp();
  const settings = useSettings();
  const when = useWhen(() => deal().view());
  const undo = useUndo();
  return () => {
    const need = deal().need();
    const lang = settings.lang();
    const text = t().shoutText(
      titleOf({ type: need.type, words: "" }, lang),
      placeOf(deal().view(), need.requester, lang),
      windowWords(need.from, need.to, when()),
      `${origin}/needs/${need.id}`,
    );
    void navigator.clipboard?.writeText(text).then(
      () => undo.say({ text: t().shouted }),
      () => undefined,
    );
  };
}

/** Posts the same need without points, and takes the old one back. */
function useRepost(deal: Accessor<Deal>): () => void {
  const station = useStation();
  const navigate = useNavigate();
  return () => {
    const old = deal().need();
    void deal().acting.run(
      async () => {
        const made = await station.acts.publish({ ...old, points: false });
        if (made.ok) await station.acts.withdraw(old.id);
        return made;
      },
      (id) => navigate(`/needs/${id}`, { replace: true }),
    );
  };
}

/** Why a neighbour cannot take it yet; null when she can. */
export function createHurdle(deal: Accessor<Deal>): Accessor<string | null> {
  const t = useText(deedWords);
  return () => {
    const me = deal().view().me;
    if (deal().part() !== "other" || deal().need().status !== "open" || me === null) return null;
    if (!me.isVouched) return t().needVouch;
    return me.isAdult ? null : t().needAdult;
  };
}

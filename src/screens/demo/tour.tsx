import { useLocation, useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { demoWords } from "../../locale/demo.ts";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { createView, useApp, useSettings, useText } from "../app.tsx";
import { nameOf } from "../people.ts";
import { createEntering } from "./entering.ts";
import {
  keepTour,
  leaveTour,
  numberOf,
  readTour,
  stepOf,
  TOUR_STEPS,
  type TourParts,
  type TourStep,
  turnOf,
} from "./tour_step.ts";
import "./demo.css";

/** 导览: one sentence above the matter of each screen, about the one thing to do next. Nothing is covered. */
export default function Tour(): JSX.Element {
  const view = createView();
  const { shelf } = useApp();
  const location = useLocation();
  const [tour, setTour] = createSignal(readTour(shelf));
  const shown = createMemo(() => {
    const parts = tour();
    const step =
      parts === null || location.pathname.startsWith("/demo")
        ? null
        : stepOf(view(), parts, location.pathname);
    return parts === null || step === null ? null : { parts, step };
  });
  const leave = (): void => {
    leaveTour(shelf);
    setTour(null);
  };
  return (
    <Show when={shown()}>
      {(now) => (
        <TourCard
          parts={now().parts}
          step={now().step}
          onLeave={leave}
          onOther={(other) => {
            keepTour(shelf, other);
            setTour(other);
          }}
        />
      )}
    </Show>
  );
}

function TourCard(props: {
  readonly parts: TourParts;
  readonly step: TourStep;
  readonly onLeave: () => void;
  readonly onOther: (tour: TourParts) => void;
}): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(demoWords);
  const entering = createEntering();
  const navigate = useNavigate();
  const location = useLocation();
  const isEnd = () => props.step.step === "end" || props.step.step === "gone";
  const name = (account: Id) => nameOf(view(), account, settings.lang());
  /** Whose phone has to be held next; null when it is this one. */
  const away = (): Id | null => {
    const turn = turnOf(props.step, props.parts);
    return turn === null || turn === view().me?.id ? null : turn;
  };
  const be = (account: Id): void => {
    const place = homeOf(props.parts);
    void entering.become(account, () => navigate(place));
  };
  const again = (): void => {
    const { onOther } = props;
    void entering.become("tour", (page) => {
      onOther(page.tour);
      navigate("/");
    });
  };
  return (
    <section class="tour" aria-label={t().who.tour}>
      <Show when={!isEnd()}>
        <p class="tour-at">{t().tour.step(numberOf(props.step), TOUR_STEPS.length)}</p>
      </Show>
      <p aria-live="polite">{sentence()}</p>
      <div class="tour-acts">
        <Show when={away()}>
          {(account) => (
            <Button
              kind="outline"
              icon="users"
              label={t().tour.be(name(account()))}
              busy={entering.isBusy()}
              onClick={() => be(account())}
            />
          )}
        </Show>
        <Show when={away() === null && way()}>
          {(to) => <Button kind="outline" label={to().label} href={to().href} />}
        </Show>
        <Show when={props.step.step === "gone"}>
          <Button kind="outline" label={t().tour.again} busy={entering.isBusy()} onClick={again} />
        </Show>
        <Button
          kind="quiet"
          label={isEnd() ? t().tour.done : t().tour.skip}
          onClick={() => props.onLeave()}
        />
      </div>
      <Show when={entering.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </section>
  );

  function sentence(): string {
    const { requester, helper } = props.parts;
    const words = t().tour;
    const next = away();
    switch (props.step.step) {
      case "look":
      case "take":
      case "serve":
        if (next !== null) return words.away(name(next), name(view().me?.id ?? next));
        return props.step.step === "look"
          ? words.look(name(requester), name(helper))
          : words[props.step.step];
      case "confirm":
        return next === null
          ? words.confirmMine(name(requester))
          : words.confirm(name(requester), name(helper));
      case "wait":
      case "proof":
      case "end":
      case "gone":
        return words[props.step.step];
      default:
        return props.step satisfies never;
    }
  }

  /** A link to where the next thing is done, unless this is the place. */
  function way(): { readonly label: string; readonly href: string } | null {
    const { step } = props;
    if (step.step === "proof") return { label: t().tour.proofOpen, href: `/wallet/${step.index}` };
    if (step.step === "end") return { label: t().tour.others, href: "/demo" };
    if (step.step === "take" || step.step === "wait" || step.step === "gone") return null;
    const isHere = [homeOf(props.parts), `/service/${props.parts.need}`].some((place) =>
      location.pathname.startsWith(place),
    );
    return isHere ? null : { label: t().tour.open, href: homeOf(props.parts) };
  }
}

/** Where things are done; once it is under way the need's page leads on. */
const homeOf = ({ need }: TourParts): string => `/needs/${need}`;

import "./steward.css";
import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Show, untrack } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { isPast, pointsText } from "../deeds.ts";
import { nameOf } from "../people.ts";
import { useReading } from "../reading.tsx";
import { Screen } from "../screen.tsx";
import { CaseAmount } from "./case_amount.tsx";
import { CaseFacts } from "./case_facts.tsx";
import { isRecused } from "./recused.ts";

/** `/desk/case/:id`: a service that the two sides do not agree on, or that nobody confirms; she decides the amount. */
export default function Case(): JSX.Element {
  const t = useText(stewardWords);
  const params = useParams();
  const view = createView();
  const need = () => view().needs.find(({ id }) => id === params.id);
  return (
    <Show
      when={need()}
      fallback={
        <Screen title={t().case.title} above="/desk">
          <Empty picture="offline" sentence={t().case.gone} act={{ label: t().case.toDesk, href: "/desk" }} />
        </Screen>
      }
    >
      {(found) => <Matter need={found()} />}
    </Show>
  );
}

function Matter(props: { readonly need: NeedView }): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const settings = useSettings();
  const station = useStation();
  const view = createView();
  const acting = createActing();
  const reading = useReading();
  const held = () => props.need.hold?.seconds ?? props.need.seconds;
  const [amount, setAmount] = createSignal(untrack(() => Math.min(props.need.served ?? held(), held())));
  const [isAsking, setAsking] = createSignal(false);
  const helper = () => nameOf(view(), props.need.helper, settings.lang());
  const requester = () => nameOf(view(), props.need.requester, settings.lang());
  const points = (seconds: number) => pointsText(view(), seconds, settings.lang());
  const sentence = (): string => {
    const [given, rest] = [amount(), held() - amount()];
    if (rest === 0) return t().case.sureAll(helper(), points(given));
    if (given === 0) return t().case.sureNone(requester(), points(rest));
    return t().case.sureSome(helper(), points(given), requester(), points(rest));
  };
  const isOver = () => isPast(props.need);
  const mayDecide = () => !isOver() && !isRecused(view(), props.need);
  const ask = (): void => {
    setAsking(true);
    reading.say(sentence());
  };
  const decide = async (): Promise<void> => {
    const [id, seconds] = [props.need.id, amount()];
    await acting.run(() => station.acts.resolve(id, seconds));
    setAsking(false);
  };
  return (
    <Screen
      title={t().case.title}
      above="/desk"
      at="desk"
      foot={
        <Show when={mayDecide()}>
          <ActBar act={{ label: t().case.act, onClick: () => ask() }} />
        </Show>
      }
    >
      <CaseFacts need={props.need} />
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      <Show when={isOver()}>
        <Note kind="done" title={t().case.overTitle}>
          {props.need.posted === null ? t().case.over : t().case.done(helper(), points(props.need.posted))}
        </Note>
      </Show>
      <Show when={!isOver() && isRecused(view(), props.need)}>
        <Note kind="warn">{t().case.recused}</Note>
      </Show>
      <Show when={mayDecide()}>
        <Section title={t().case.steps}>
          <Steps steps={t().case.stepList} />
        </Section>
        <CaseAmount
          name={helper()}
          requester={requester()}
          held={held()}
          served={props.need.served}
          amount={amount()}
          onChange={setAmount}
        />
      </Show>
      <Sheet
        open={isAsking()}
        onClose={() => setAsking(false)}
        title={t().case.sureTitle}
        sentence={sentence()}
        closeLabel={c().close}
        acts={{
          act: { label: t().case.sureAct, onClick: () => void decide(), busy: acting.isBusy() },
          quiet: { label: c().cancel, onClick: () => setAsking(false) },
        }}
      />
    </Screen>
  );
}

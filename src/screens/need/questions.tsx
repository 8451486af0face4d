import type { JSX } from "solid-js";
import { createSignal } from "solid-js";
import { deedWords } from "../../locale/deed.ts";
import { Chips } from "../../ui/chips.tsx";
import { useSettings, useStation, useText } from "../app.tsx";
import { nameOf } from "../people.ts";
import { AskSheet } from "./ask_sheet.tsx";
import { ConfirmQuestion } from "./confirm_question.tsx";
import type { Deal } from "./deal.ts";
import { TakeQuestion } from "./take_question.tsx";

/** The sheets of a need: each asks once and signs on its verb. */
export default function Questions(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const station = useStation();
  const id = () => props.deal.need().id;
  return (
    <>
      <TakeQuestion deal={props.deal} />
      <ConfirmQuestion deal={props.deal} />
      <AskSheet
        deal={props.deal}
        question="withdraw"
        title={t().withdrawTitle}
        sentence={t().withdrawSentence}
        sure={t().withdrawSure}
        danger
        act={() => station.acts.withdraw(id())}
      />
      <AskSheet
        deal={props.deal}
        question="give_back"
        title={t().giveBackTitle}
        sentence={t().giveBackSentence}
        sure={t().giveBackSure}
        danger
        act={() => station.acts.giveBack(id())}
      />
      <VoidQuestion deal={props.deal} />
      <DisputeQuestion deal={props.deal} />
    </>
  );
}

const VOIDS = ["changed_mind", "found_other", "no_show", "no_time"] as const;

function VoidQuestion(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const station = useStation();
  const settings = useSettings();
  const [reason, setReason] = createSignal<(typeof VOIDS)[number]>("changed_mind");
  const helper = () => nameOf(props.deal.view(), props.deal.need().helper, settings.lang());
  return (
    <AskSheet
      deal={props.deal}
      question="void"
      title={t().voidTitle}
      sentence={t().voidSentence(helper())}
      sure={t().voidSure}
      danger
      act={() => station.acts.voidHold(props.deal.need().id, reason())}
    >
      <Chips
        legend={t().voidReason}
        options={VOIDS.map((value) => ({ value, label: t().voidReasons[value] }))}
        value={reason()}
        onChange={setReason}
      />
    </AskSheet>
  );
}

const DISPUTES = ["not_done", "too_little", "other"] as const;

function DisputeQuestion(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const station = useStation();
  const [reason, setReason] = createSignal<(typeof DISPUTES)[number]>("not_done");
  return (
    <AskSheet
      deal={props.deal}
      question="dispute"
      title={t().disputeTitle}
      sentence={t().disputeSentence}
      sure={t().disputeSure}
      act={() => station.acts.dispute(props.deal.need().id, reason())}
    >
      <Chips
        legend={t().disputeReason}
        options={DISPUTES.map((value) => ({ value, label: t().disputeReasons[value] }))}
        value={reason()}
        onChange={setReason}
      />
    </AskSheet>
  );
}

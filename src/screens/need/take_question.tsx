import type { JSX } from "solid-js";
import { common } from "../../locale/common.ts";
import { consentTo } from "../../locale/consents.ts";
import { deedWords } from "../../locale/deed.ts";
import { windowWords } from "../../locale/time.ts";
import type { Answer } from "../../peer/station.ts";
import { Facts } from "../../ui/facts.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useSettings, useStation, useText, useWhen } from "../app.tsx";
import { useAskContact } from "../ask_contact.tsx";
import { ConsentReader } from "../consent_reader.tsx";
import { titleOf } from "../deeds.ts";
import { nameOf, placeOf } from "../people.ts";
import { useUndo } from "../undo.tsx";
import { AskSheet } from "./ask_sheet.tsx";
import type { Deal } from "./deal.ts";

/** 我来 → 确定; before the very first one, the pledge. */
export function TakeQuestion(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const settings = useSettings();
  const station = useStation();
  const undo = useUndo();
  const askContact = useAskContact();
  const when = useWhen(() => props.deal.view());
  const need = () => props.deal.need();
  const requester = () => nameOf(props.deal.view(), need().by, settings.lang());
  /** Who comes a step late reads so on the page, with 排候补 at its foot; the question is over. */
  const take = async (): Promise<Answer> => {
    const answer = await station.acts.take(need().id);
    if (!answer.ok && answer.fault === "already_taken") props.deal.ask(null);
    return answer;
  };
  const done = (): void => {
    const { id } = need();
    undo.say({ text: t().taken, undo: () => void station.acts.giveBack(id) });
    askContact();
  };
  return (
    <>
      <Pledge deal={props.deal} />
      <AskSheet
        deal={props.deal}
        question="take"
        title={t().takeTitle}
        sentence={t().takeSentence(requester())}
        sure={useText(common)().sure}
        act={take}
        onDone={done}
      >
        <div>
          <strong>{titleOf(need(), settings.lang())}</strong>
          <Facts
            facts={[
              placeOf(props.deal.view(), need().requester, settings.lang()),
              windowWords(need().from, need().to, when()),
            ]}
          />
        </div>
      </AskSheet>
    </>
  );
}

/** The volunteer pledge, read and signed once; then the question itself. */
function Pledge(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const c = useText(common);
  const settings = useSettings();
  const station = useStation();
  const sign = (): void => {
    const { deal } = props;
    const signed = [consentTo("pledge", settings.lang())];
    void deal.acting.run(
      () => station.acts.consent(signed),
      () => deal.ask("take"),
    );
  };
  return (
    <Sheet
      open={props.deal.question() === "pledge"}
      onClose={() => props.deal.ask(null)}
      title={t().pledgeTitle}
      closeLabel={c().close}
      acts={{
        act: { label: t().pledgeSign, icon: "pen", busy: props.deal.acting.isBusy(), onClick: sign },
        line: props.deal.acting.trouble() ?? undefined,
      }}
    >
      <ConsentReader code="pledge" />
    </Sheet>
  );
}

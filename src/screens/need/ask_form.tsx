import { useNavigate, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, createSignal, Show, untrack } from "solid-js";
import { NEED_WORDS_MAX } from "../../domain/said.ts";
import type { ServiceType } from "../../domain/service.ts";
import { findRisks, type Risk } from "../../domain/words.ts";
import { askWords } from "../../locale/ask.ts";
import { needWords } from "../../locale/need.ts";
import { Field } from "../../ui/field.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText, useWhen } from "../app.tsx";
import { useAskContact } from "../ask_contact.tsx";
import { createDraft } from "../draft.ts";
import { Screen } from "../screen.tsx";
import { useUndo } from "../undo.tsx";
import { AskChoices, Often } from "./ask_choices.tsx";
import { AskCost } from "./ask_cost.tsx";
import { draftOf, filledAgain, firstFilled, isFilled } from "./ask_draft.ts";
import { RiskSheet } from "./risk_sheet.tsx";
import { takeShared } from "./shared.tsx";
import { Speak } from "./speak.tsx";
import { windowsFrom } from "./windows.ts";

/** One page for a need: time, place and length are filled in, words are optional, 发出去. */
export function AskForm(props: { readonly type: ServiceType }): JSX.Element {
  const view = createView();
  const t = useText(askWords);
  const n = useText(needWords);
  const when = useWhen(view);
  const [search] = useSearchParams();
  const first = () => {
    const again = view().needs.find((need) => need.id === search.again);
    if (again !== undefined) return filledAgain(again);
    return firstFilled(view(), props.type, typeof search.for === "string" ? search.for : undefined);
  };
  const draft = createDraft(() => `ask.${props.type}`, first, isFilled);
  takeShared(
    search.words,
    untrack(() => `/ask/${props.type}`),
    draft,
  );
  const windows = createMemo(() => windowsFrom(when()));
  const window = () => windows().find((one) => one.key === draft.value().window) ?? windows()[0];
  const send = useSend(
    () => props.type,
    () => draft.value(),
    window,
    () => draft.forget(),
  );
  return (
    <Screen
      title={n().type[props.type]}
      above="/ask"
      at="ask"
      foot={
        <ActFoot
          trouble={send.trouble()}
          line={<AskCost filled={draft.value()} />}
          act={{ label: t().send, onClick: () => send.check(), busy: send.isBusy() }}
        />
      }
    >
      <AskChoices
        type={props.type}
        filled={draft.value()}
        windows={windows()}
        window={window()?.key ?? ""}
        onChange={draft.change}
      />
      <Field
        label={t().words}
        hint={t().wordsHint[props.type]}
        value={draft.value().words}
        onInput={(words) => draft.change({ words })}
        multiline
        maxlength={NEED_WORDS_MAX}
        helper={<Speak onText={(said) => draft.change({ words: draft.value().words + said })} />}
      />
      <Show when={props.type === "errand"}>
        <Often words={draft.value().words} onPick={(words) => draft.change({ words })} />
      </Show>
      <RiskSheet risks={send.risks()} onChange={() => send.setRisks([])} onAnyway={() => send.go()} />
    </Screen>
  );
}

interface Send {
  readonly isBusy: () => boolean;
  readonly trouble: () => string | null;
  /** What the words seem to give away; empty while nothing is asked. */
  readonly risks: () => readonly Risk[];
  readonly setRisks: (risks: readonly Risk[]) => void;
  /** Looks at the words first, then sends. */
  readonly check: () => void;
  readonly go: () => void;
}

function useSend(
  type: () => ServiceType,
  filled: () => Parameters<typeof draftOf>[1],
  window: () => Parameters<typeof draftOf>[2] | undefined,
  forget: () => void,
): Send {
  const station = useStation();
  const navigate = useNavigate();
  const t = useText(askWords);
  const undo = useUndo();
  const askContact = useAskContact();
  const acting = createActing();
  const [risks, setRisks] = createSignal<readonly Risk[]>([]);
  const go = (): void => {
    const span = window();
    if (span === undefined) return;
    setRisks([]);
    void acting.run(
      () => station.acts.publish(draftOf(type(), filled(), span)),
      (id) => {
        forget();
        undo.say({ text: t().sent, undo: () => void station.acts.withdraw(id) });
        navigate(`/needs/${id}`, { replace: true });
        // For somebody else the contact was asked when her account was opened.
        if (filled().requester === station.view().me?.id) askContact();
      },
    );
  };
  const check = (): void => {
    const found = findRisks(filled().words);
    if (found.length > 0) setRisks(found);
    else go();
  };
  return { isBusy: acting.isBusy, trouble: acting.trouble, risks, setRisks, check, go };
}

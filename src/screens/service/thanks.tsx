import { useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, Show, untrack } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { THANKS, THANKS_WORDS_MAX, type ThanksCode } from "../../domain/said.ts";
import type { Id } from "../../domain/units.ts";
import { cleanText } from "../../domain/words.ts";
import { deedWords } from "../../locale/deed.ts";
import { faultText } from "../../locale/faults.ts";
import type { Answer } from "../../peer/station.ts";
import { Chips } from "../../ui/chips.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/field.tsx";
import { Picture } from "../../ui/pictures.tsx";
import { Stars } from "../../ui/stars.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { partOf } from "../deeds.ts";
import { createDraft } from "../draft.ts";
import { nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { useUndo } from "../undo.tsx";

/** After a service: a word of thanks and a rating, both in one go. */
export default function Thanks(): JSX.Element {
  const view = createView();
  const params = useParams();
  const t = useText(deedWords);
  const need = createMemo(() => view().needs.find((one) => one.id === params.id));
  return (
    <Show
      when={need()}
      fallback={
        <Screen title={t().list} above="/needs">
          <Empty picture="board" sentence={t().gone} act={{ label: t().toList, href: "/needs" }} />
        </Screen>
      }
    >
      {(found) => <ThankForm need={found()} />}
    </Show>
  );
}

interface Thanking {
  readonly code: ThanksCode;
  readonly words: string;
  readonly stars: number | null;
}

const EMPTY: Thanking = { code: "thanks", words: "", stars: null };

function isThanking(kept: unknown): kept is Thanking {
  if (typeof kept !== "object" || kept === null) return false;
  const { code, words, stars } = kept as Record<keyof Thanking, unknown>;
  return (
    THANKS.some((one) => one === code) &&
    typeof words === "string" &&
    (stars === null || typeof stars === "number")
  );
}

function ThankForm(props: { readonly need: NeedView }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const station = useStation();
  const navigate = useNavigate();
  const undo = useUndo();
  const t = useText(deedWords);
  const acting = createActing();
  const draft = createDraft(
    () => `thanks.${untrack(() => props.need.id)}`,
    () => EMPTY,
    isThanking,
  );
  const other = () => {
    const account = partOf(view(), props.need) === "helper" ? props.need.requester : props.need.helper;
    return nameOf(view(), account, settings.lang());
  };
  const leave = (): void => navigate(`/needs/${props.need.id}`, { replace: true });
  const said: Id[] = [];
  const note = (answer: Answer<Id>): Answer<Id> => {
    if (answer.ok) said.push(answer.value);
    return answer;
  };
  const send = async (): Promise<Answer<Id>> => {
    const { id } = props.need;
    const { code, words, stars } = draft.value();
    const thanked = note(await station.acts.thank(id, code, cleanText(words)));
    return !thanked.ok || stars === null ? thanked : note(await station.acts.rate(id, stars, ""));
  };
  /** All of it, the last word first; what stands for good is told. */
  const takeBack = async (): Promise<void> => {
    let text: string = t().thanksBack;
    for (const id of said.splice(0).reverse()) {
      const answer = await station.acts.takeBack(id);
      if (!answer.ok) text = faultText(answer.fault, settings.lang());
    }
    undo.say({ text });
  };
  const sent = (): void => {
    draft.forget();
    undo.say({ text: t().thanked, undo: () => void takeBack() });
    leave();
  };
  return (
    <Screen
      title={t().thankTitle(other())}
      above={`/needs/${props.need.id}`}
      at="needs"
      foot={
        <ActFoot
          trouble={acting.trouble()}
          act={{ label: t().thankSend, busy: acting.isBusy(), onClick: () => void acting.run(send, sent) }}
          quiet={{ label: t().thankLater, onClick: leave }}
        />
      }
    >
      <div class="centre">
        <Picture name="thanks" />
      </div>
      <Chips
        legend={t().thankHow}
        options={THANKS.map((value) => ({ value, label: t().thanks[value] }))}
        value={draft.value().code}
        onChange={(code) => draft.change({ code })}
      />
      <Show
        when={settings.mode() === "elder"}
        fallback={
          <Stars
            legend={t().rateHow}
            hint={t().rateHint}
            labels={t().stars}
            value={draft.value().stars ?? undefined}
            onChange={(stars) => draft.change({ stars })}
          />
        }
      >
        <RateWords value={draft.value().stars ?? undefined} onChange={(stars) => draft.change({ stars })} />
      </Show>
      <Field
        label={t().thankWords}
        value={draft.value().words}
        onInput={(words) => draft.change({ words })}
        maxlength={THANKS_WORDS_MAX}
      />
      <p class="muted">{t().rateNote}</p>
    </Screen>
  );
}

/** The five stars as words, best first: large enough for any finger. */
function RateWords(props: {
  readonly value: number | undefined;
  readonly onChange: (stars: number) => void;
}): JSX.Element {
  const t = useText(deedWords);
  return (
    <Chips<string>
      legend={t().rateHow}
      options={[5, 4, 3, 2, 1].map((value) => ({ value: String(value), label: t().stars[value - 1] ?? "" }))}
      value={props.value === undefined ? undefined : String(props.value)}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}

import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { opsWords } from "../../locale/ops.ts";
import type { Answer, Person } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import type { PillProps } from "../../ui/pill.tsx";
import { Select } from "../../ui/select.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { NeighbourPhonesSheet } from "../neighbour_phones.tsx";
import { buildingName, nameOf } from "../people.ts";

type Question = "appoint" | "revoke" | "stop";
type Shown = Question | "phones";

/** Somebody with what she is; appointing, revoking and closing are asked about before they are signed. */
export function PersonSheet(props: { readonly person: Person; readonly onClose: () => void }): JSX.Element {
  const t = useText(opsWords);
  const c = useText(common);
  const settings = useSettings();
  const view = createView();
  const [question, setQuestion] = createSignal<Shown | null>(null);
  const name = () => nameOf(view(), props.person.id, settings.lang());
  const isMe = () => props.person.id === view().me?.id;
  return (
    <Show
      when={question()}
      keyed
      fallback={
        <Sheet
          open
          onClose={() => props.onClose()}
          title={name()}
          sentence={t().review.manageSentence}
          closeLabel={c().close}
        >
          <Marks person={props.person} name={name()} />
          <Show when={!isMe()} fallback={<p class="muted">{t().review.self}</p>}>
            <div class="ops-acts">
              <Show
                when={props.person.isSteward}
                fallback={
                  <Button
                    kind="outline"
                    icon="stamp"
                    label={t().review.appoint}
                    onClick={() => setQuestion("appoint")}
                  />
                }
              >
                <Button
                  kind="outline"
                  icon="undo"
                  label={t().review.revoke}
                  onClick={() => setQuestion("revoke")}
                />
              </Show>
              <Button
                kind="outline"
                icon="smartphone"
                label={t().review.phones}
                onClick={() => setQuestion("phones")}
              />
              <Button kind="danger" icon="lock" label={t().review.stop} onClick={() => setQuestion("stop")} />
            </div>
          </Show>
        </Sheet>
      }
    >
      {(asked) =>
        asked === "phones" ? (
          <NeighbourPhonesSheet person={props.person} onClose={() => setQuestion(null)} />
        ) : (
          <QuestionSheet
            person={props.person}
            name={name()}
            question={asked}
            onBack={() => setQuestion(null)}
            onDone={() => props.onClose()}
          />
        )
      }
    </Show>
  );
}

function Marks(props: { readonly person: Person; readonly name: string }): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const view = createView();
  const marks = (): readonly PillProps[] => {
    const { isSteward, isVouched, isAdult, isKept } = props.person;
    const words = t().review.marks;
    return [
      ...(isSteward ? [{ tone: "persimmon", icon: "stamp", word: words.steward } as const] : []),
      ...(isVouched ? [{ tone: "blue", icon: "shieldCheck", word: words.vouched } as const] : []),
      ...(isAdult ? [{ tone: "green", icon: "check", word: words.adult } as const] : []),
      ...(isKept ? [{ tone: "muted", icon: "smartphone", word: words.kept } as const] : []),
    ];
  };
  return (
    <PersonLine
      name={props.name}
      place={buildingName(view(), props.person.building, settings.lang())}
      marks={marks()}
    />
  );
}

function QuestionSheet(props: {
  readonly person: Person;
  readonly name: string;
  readonly question: Question;
  readonly onBack: () => void;
  readonly onDone: () => void;
}): JSX.Element {
  const t = useText(opsWords);
  const c = useText(common);
  const station = useStation();
  const view = createView();
  const acting = createActing();
  const [chosen, setBuilding] = createSignal<string | null>(null);
  const building = () => chosen() ?? props.person.building;
  const words = () => {
    const r = t().review;
    const { name } = props;
    return {
      appoint: { title: r.appointTitle(name), sentence: r.stewardNote, act: r.appoint },
      revoke: { title: r.revokeTitle(name), sentence: r.revokeSentence, act: r.revoke },
      stop: { title: r.stopTitle(name), sentence: r.stopSentence, act: r.stop },
    }[props.question];
  };
  const actOf = (): Promise<Answer> => {
    const { id } = props.person;
    if (props.question === "appoint") return station.acts.appoint(id, "steward", building());
    return station.acts.revoke(id, props.question === "stop" ? "member" : "steward");
  };
  const sign = async (): Promise<void> => {
    const { onDone } = props;
    if (await acting.run(actOf)) onDone();
  };
  return (
    <Sheet
      open
      onClose={() => props.onBack()}
      title={words().title}
      sentence={words().sentence}
      closeLabel={c().close}
      acts={{
        danger: props.question !== "appoint",
        act: { label: words().act, onClick: () => void sign(), busy: acting.isBusy() },
        quiet: { label: c().cancel, onClick: () => props.onBack() },
      }}
    >
      <Show when={props.question === "appoint"}>
        <Select
          label={t().review.of}
          value={building()}
          options={(view().community?.buildings ?? []).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setBuilding}
        />
      </Show>
      <Show when={acting.trouble()}>{(trouble) => <Note kind="error">{trouble()}</Note>}</Show>
    </Sheet>
  );
}

import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import { opsWords } from "../../locale/ops.ts";
import { agoWords } from "../../locale/time.ts";
import type { Person } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/field.tsx";
import { List } from "../../ui/list.tsx";
import { Note } from "../../ui/note.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { buildingName, nameOf } from "../people.ts";
import { OpsScreen } from "./ops_screen.tsx";
import { PersonSheet } from "./person_sheet.tsx";
import { ReviewSheet } from "./review_sheet.tsx";

const PAGE = 20;

/** `/ops/review`: newcomers to vouch for and appoint, and everybody with what they are. */
export default function Review(): JSX.Element {
  const t = useText(opsWords);
  const [said, setSaid] = createSignal<string | null>(null);
  return (
    <OpsScreen place="review">
      <div role="status" class="ops-said">
        <Show when={said()}>{(name) => <Note kind="done">{t().review.done(name())}</Note>}</Show>
      </div>
      <div class="ops-columns">
        <Newcomers onDone={setSaid} />
        <Everybody />
      </div>
    </OpsScreen>
  );
}

function Newcomers(props: { readonly onDone: (name: string) => void }): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const [met, setMet] = createSignal<Person | null>(null);
  return (
    <Section title={t().review.newcomers} count={view().newcomers.length || undefined}>
      <Show
        when={view().newcomers.length > 0}
        fallback={
          <Empty
            picture="tea"
            sentence={t().review.newcomersEmpty}
            act={{ label: t().buildings.invite, href: "/invite" }}
          />
        }
      >
        <List each={view().newcomers} by={({ id }) => id}>
          {(person) => (
            <RowCard
              icon="user"
              title={nameOf(view(), person().id, settings.lang())}
              note={[
                buildingName(view(), person().building, settings.lang()),
                t().review.joined(agoWords(person().registeredAt, when())),
              ].join(" · ")}
              onClick={() => setMet(person())}
            />
          )}
        </List>
      </Show>
      <Show when={met()} keyed>
        {(person) => <ReviewSheet person={person} onClose={() => setMet(null)} onDone={props.onDone} />}
      </Show>
    </Section>
  );
}

function Everybody(): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const view = createView();
  const [query, setQuery] = createSignal("");
  const [shown, setShown] = createSignal(PAGE);
  const [opened, setOpened] = createSignal<Person | null>(null);
  const everybody = createMemo(() =>
    [...view().people.values()]
      .filter(({ isVouched }) => isVouched)
      .sort((a, b) => Number(b.isSteward) - Number(a.isSteward) || byName(a, b)),
  );
  const found = createMemo(() =>
    everybody().filter(({ name }) => (name ?? "").toLowerCase().includes(query().trim().toLowerCase())),
  );
  const marks = (person: Person): string =>
    [
      buildingName(view(), person.building, settings.lang()),
      person.isSteward ? t().review.marks.steward : "",
      person.isKept ? t().review.marks.kept : "",
    ]
      .filter(Boolean)
      .join(" · ");
  const more = () => Math.min(PAGE, found().length - shown());
  return (
    <Section title={t().review.people} count={everybody().length || undefined}>
      <Show when={everybody().length > 0} fallback={<p class="muted">{t().review.peopleEmpty}</p>}>
        <Field
          label={t().review.search}
          type="search"
          autocomplete="off"
          value={query()}
          onInput={(value) => {
            setQuery(value);
            setShown(PAGE);
          }}
        />
        <Show when={found().length > 0} fallback={<p class="muted">{t().review.none}</p>}>
          <List each={found().slice(0, shown())} by={({ id }) => id}>
            {(person) => (
              <RowCard
                icon={person().isSteward ? "stamp" : "user"}
                title={nameOf(view(), person().id, settings.lang())}
                note={marks(person())}
                onClick={() => setOpened(person())}
              />
            )}
          </List>
        </Show>
        <Show when={more() > 0}>
          <Button
            kind="outline"
            wide
            label={t().review.more(more())}
            onClick={() => setShown(shown() + PAGE)}
          />
        </Show>
      </Show>
      <Show when={opened()} keyed>
        {(person) => <PersonSheet person={person} onClose={() => setOpened(null)} />}
      </Show>
    </Section>
  );
}

const byName = (a: Person, b: Person): number => (a.name ?? "").localeCompare(b.name ?? "", "zh");

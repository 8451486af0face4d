import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import { agoWords } from "../../locale/time.ts";
import type { Person } from "../../peer/station.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { Icon } from "../../ui/icons.tsx";
import { List } from "../../ui/list.tsx";
import { Tap } from "../../ui/tap.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { isUnderWay } from "../deeds.ts";
import { buildingName, nameOf } from "../people.ts";
import { NewcomerSheet } from "./newcomer_sheet.tsx";
import { Part } from "./part.tsx";
import { WitnessSheet } from "./witness_sheet.tsx";

/** 新邻居: a tap opens the sheet in which she vouches. */
export function NewcomerList(props: {
  readonly people: readonly Person[];
  readonly onVouched: (name: string) => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const [met, setMet] = createSignal<Person | null>(null);
  return (
    <Part name="newcomers" title={t().newcomers} count={props.people.length} empty={t().newcomersEmpty}>
      <List each={props.people} by={({ id }) => id}>
        {(person) => (
          <RowCard
            icon="user"
            title={nameOf(view(), person().id, settings.lang())}
            note={[
              buildingName(view(), person().building, settings.lang()),
              t().joined(agoWords(person().registeredAt, when())),
            ].join(" · ")}
            onClick={() => setMet(person())}
          />
        )}
      </List>
      <Show when={met()} keyed>
        {(person) => (
          <NewcomerSheet person={person} onClose={() => setMet(null)} onVouched={props.onVouched} />
        )}
      </Show>
    </Part>
  );
}

/** 我代办的老人: the wide part of a line asks for her, the small one at its end shows her matters. */
export function ElderList(): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const count = (person: Person): number =>
    view().needs.filter((need) => need.requester === person.id && isUnderWay(need)).length;
  return (
    <Section title={t().elders} count={view().elders.length || undefined}>
      <ul class="list">
        <Key each={view().elders} by="id">
          {(person) => {
            const name = () => nameOf(view(), person().id, settings.lang());
            return (
              <li class="desk-need">
                <RowCard
                  icon="heartHandshake"
                  title={name()}
                  note={t().askFor}
                  href={`/ask?for=${person().id}`}
                />
                <Tap class="desk-beside" label={t().mattersOf(name())} href={`/desk/elder/${person().id}`}>
                  <Icon name="list" />
                  <span>{t().matters(count(person()))}</span>
                </Tap>
              </li>
            );
          }}
        </Key>
        <li>
          <RowCard icon="plus" title={t().openAccount} note={t().openAccountNote} href="/desk/open" />
        </li>
      </ul>
    </Section>
  );
}

/** 等见证人: opened and not yet witnessed; a tap shows the code again. */
export function PendingList(): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const view = createView();
  const when = useWhen(view);
  const [shown, setShown] = createSignal<{ readonly name: string; readonly link: string } | null>(null);
  const opened = () => view().pending.filter(({ what }) => what === "register");
  return (
    <Show when={opened().length > 0}>
      <Section title={t().pending} count={opened().length}>
        <List each={opened()} by={({ entry }) => entry}>
          {(one) => (
            <RowCard
              icon="hourglass"
              title={one().name || c().someone}
              note={t().pendingSince(agoWords(one().since, when()))}
              onClick={() => setShown(one())}
            />
          )}
        </List>
        <Show when={shown()} keyed>
          {(one) => (
            <WitnessSheet name={one.name || c().someone} link={one.link} onClose={() => setShown(null)} />
          )}
        </Show>
      </Section>
    </Show>
  );
}

import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { Moment } from "../../domain/units.ts";
import { common } from "../../locale/common.ts";
import { recoverWords } from "../../locale/recover.ts";
import { momentWords } from "../../locale/time.ts";
import type { Person } from "../../peer/station.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { List } from "../../ui/list.tsx";
import { createView, useSettings, useStation, useText, useWhen } from "../app.tsx";
import { NeighbourPhonesSheet } from "../neighbour_phones.tsx";
import { nameOf } from "../people.ts";
import { neighboursOf } from "./pick_person.tsx";
import { WitnessSheet } from "./witness_sheet.tsx";

/** One account on its way back: to a witness, or through its three days. */
type Row =
  | { readonly state: "witness"; readonly key: string; readonly name: string; readonly link: string }
  | { readonly state: "waits"; readonly key: string; readonly person: Person; readonly until: Moment };

/** 正在接回账户: those that need a witness, then those that wait out their three days. */
export function Recoveries(): JSX.Element {
  const view = createView();
  const station = useStation();
  const settings = useSettings();
  const t = useText(recoverWords);
  const c = useText(common);
  const when = useWhen(view);
  const [open, setOpen] = createSignal<Row | null>(null);
  const rows = createMemo((): readonly Row[] => [
    ...view()
      .pending.filter(({ what }) => what === "recover")
      .map(
        ({ entry, name, link }): Row => ({ state: "witness", key: entry, name: name || c().someone, link }),
      ),
    ...neighboursOf(view()).flatMap((person): readonly Row[] => {
      const until = station.devicesOf(person.id).find(({ state }) => state === "waiting")?.until ?? null;
      return until === null ? [] : [{ state: "waits", key: person.id, person, until }];
    }),
  ]);
  const titleOf = (row: Row): string =>
    row.state === "witness" ? row.name : nameOf(view(), row.person.id, settings.lang());
  const noteOf = (row: Row): string =>
    row.state === "witness" ? t().desk.waitsWitness : t().desk.until(momentWords(row.until, when()));
  return (
    <Show when={rows().length > 0}>
      <Section title={t().desk.title} count={rows().length}>
        <List each={rows()} by={({ key }) => key}>
          {(row) => (
            <RowCard
              icon="hourglass"
              title={titleOf(row())}
              note={noteOf(row())}
              onClick={() => setOpen(row())}
            />
          )}
        </List>
        <Show when={open()} keyed>
          {(row) =>
            row.state === "witness" ? (
              <WitnessSheet name={row.name} link={row.link} what="recover" onClose={() => setOpen(null)} />
            ) : (
              <NeighbourPhonesSheet person={row.person} onClose={() => setOpen(null)} />
            )
          }
        </Show>
      </Section>
    </Show>
  );
}

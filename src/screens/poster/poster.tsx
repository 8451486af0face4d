import "./poster.css";
import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { Building } from "../../domain/founding.ts";
import { posterWords } from "../../locale/poster.ts";
import { dayWords } from "../../locale/time.ts";
import type { InviteMade } from "../../peer/station.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { ErrorState } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Poster } from "../../ui/poster.tsx";
import { createActing } from "../acting.ts";
import { createView, useApp, useStation, useText, useWhen } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { above, isDense, mayInvite } from "./code.ts";
import { Preview } from "./preview.tsx";

/** Posters that were made since the app started, so that looking again makes no new code. */
const madeByBuilding = new Map<string, InviteMade>();

/** `/poster/:building`: one A4 sheet for the stairwell. */
export default function PosterPage(): JSX.Element {
  const t = useText(posterWords);
  const params = useParams();
  const view = createView();
  const building = createMemo(() => view().community?.buildings.find(({ id }) => id === params.building));
  const mine = () => {
    const found = building();
    return found !== undefined && mayInvite(view(), found.id) ? found : undefined;
  };
  return (
    <Show
      when={mine()}
      fallback={
        <Screen title={t().title} above="/">
          <ErrorState
            picture="board"
            happened={building() === undefined ? t().noBuilding : t().notYours}
            todo={t().noBuildingTodo}
            act={{ label: t().back, href: "/" }}
          />
        </Screen>
      }
    >
      {(found) => <Sheet building={found()} />}
    </Show>
  );
}

function Sheet(props: { readonly building: Building }): JSX.Element {
  const t = useText(posterWords);
  const station = useStation();
  const { origin } = useApp();
  const view = createView();
  const when = useWhen(view);
  const acting = createActing();
  const key = createMemo(() => `${view().community?.id ?? ""}/${props.building.id}`);
  const [made, setMade] = createSignal(madeByBuilding.get(key()) ?? null);
  const make = async (): Promise<void> => {
    const [place, id] = [key(), props.building.id];
    await acting.run(
      () => station.acts.makeInvite(id, "poster"),
      (invite) => {
        madeByBuilding.set(place, invite);
        setMade(invite);
      },
    );
  };
  const stewards = () =>
    [...view().people.values()]
      .filter((one) => one.isSteward && one.building === props.building.id && one.name !== null)
      .map((one) => one.name)
      .join(t().comma);
  const foot = () => (
    <Show
      when={made()}
      fallback={<ActBar act={{ label: t().make, onClick: () => void make(), busy: acting.isBusy() }} />}
    >
      <ActBar
        act={{ label: t().print, icon: "printer", onClick: () => window.print() }}
        quiet={{ label: t().again, onClick: () => void make(), busy: acting.isBusy() }}
      />
    </Show>
  );
  return (
    <Screen bare title={t().title} above={above(view())} foot={foot()}>
      <div class="no-print poster-words">
        <p>{t().intro(props.building.name)}</p>
        <Show when={!origin.startsWith("https:")}>
          <Note kind="warn">{t().http}</Note>
        </Show>
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
        <Show when={made()}>
          {(invite) => <p class="muted">{t().expires(dayWords(invite().expires, when()))}</p>}
        </Show>
      </div>
      <Show when={made()}>
        {(invite) => (
          <>
            <Show when={isDense(invite().link)}>
              <div class="no-print">
                <Note kind="warn">{t().dense}</Note>
              </div>
            </Show>
            <Preview label={t().preview}>
              <Poster
                community={view().community?.name ?? ""}
                sentence={t().sheet.sentence}
                qr={{ text: invite().link.toUpperCase(), label: t().sheet.qr(props.building.name) }}
                steps={[
                  { picture: "post", words: t().sheet.steps[0] },
                  { picture: "help", words: t().sheet.steps[1] },
                  { picture: "point", words: t().sheet.steps[2] },
                ]}
                wechat={t().sheet.wechat}
                foot={t().sheet.foot(props.building.name, stewards(), new URL(origin).host)}
              />
            </Preview>
          </>
        )}
      </Show>
    </Screen>
  );
}

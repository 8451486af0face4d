import "./steward.css";
import type { JSX } from "solid-js";
import { createMemo, createSignal, For, Show } from "solid-js";
import { recoverWords } from "../../locale/recover.ts";
import { stewardWords } from "../../locale/steward.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Stats } from "../../ui/stat.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { buildingName } from "../people.ts";
import { Screen } from "../screen.tsx";
import { ConfirmList, DisputeList, UnclaimedList } from "./desk_needs.tsx";
import { ElderList, NewcomerList, PendingList } from "./desk_people.tsx";
import { buildingsOf, queueOf } from "./queue.ts";
import { Recoveries } from "./recoveries.tsx";

/** 工作台: three numbers that need her, then the lists behind them. */
export default function Desk(): JSX.Element {
  const t = useText(stewardWords);
  const view = createView();
  const isHers = () => buildingsOf(view()).length > 0;
  return (
    <Show when={isHers()} fallback={<NotHers />}>
      <Matter title={t().title} />
    </Show>
  );
}

function NotHers(): JSX.Element {
  const t = useText(stewardWords);
  return (
    <Screen title={t().title} above="/">
      <Empty picture="board" sentence={t().notHers} act={{ label: t().toHome, href: "/" }} />
    </Screen>
  );
}

function Matter(props: { readonly title: string }): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const queue = createMemo(() => queueOf(view()));
  const [said, setSaid] = createSignal<string | null>(null);
  const places = () =>
    buildingsOf(view())
      .map((building) => buildingName(view(), building, settings.lang()))
      .join(" · ");
  const stat = (value: number, label: string, part: string) => ({
    value,
    label,
    urgent: value > 0,
    onClick: () => showPart(part),
  });
  const isQuiet = () => {
    const { unclaimed, toConfirm, disputed, newcomers } = queue();
    return unclaimed.length + toConfirm.length + disputed.length + newcomers.length === 0;
  };
  const quiet = () => (
    <Empty
      picture="tea"
      sentence={t().allQuiet}
      act={{ label: t().invite, href: `/invite/${buildingsOf(view())[0] ?? ""}` }}
    />
  );
  return (
    <Screen title={places()} headline={props.title} at="desk" wide>
      <div role="status" class="desk-said">
        <Show when={said()}>{(words) => <Note kind="done">{words()}</Note>}</Show>
      </div>
      <Stats
        stats={[
          stat(queue().unclaimed.length, t().unclaimed, "unclaimed"),
          stat(queue().toConfirm.length, t().toConfirm, "confirm"),
          stat(queue().newcomers.length, t().newcomers, "newcomers"),
        ]}
      />
      <div class="desk-columns">
        <div>
          <Show when={!isQuiet()} fallback={quiet()}>
            <DisputeList needs={queue().disputed} />
            <UnclaimedList needs={queue().unclaimed} />
            <ConfirmList needs={queue().toConfirm} />
          </Show>
        </div>
        <div>
          <NewcomerList people={queue().newcomers} onVouched={(name) => setSaid(t().vouch.done(name))} />
          <ElderList />
          <PendingList />
          <Recoveries />
          <Tools />
        </div>
      </div>
    </Screen>
  );
}

function Tools(): JSX.Element {
  const t = useText(stewardWords);
  const r = useText(recoverWords);
  const settings = useSettings();
  const view = createView();
  return (
    <Section title={t().tools}>
      <ul class="list">
        <For each={buildingsOf(view())}>
          {(building) => (
            <>
              <li>
                <RowCard
                  icon="qrCode"
                  title={t().invite}
                  note={buildingName(view(), building, settings.lang())}
                  href={`/invite/${building}`}
                />
              </li>
              <li>
                <RowCard
                  icon="printer"
                  title={t().poster}
                  note={buildingName(view(), building, settings.lang())}
                  href={`/poster/${building}`}
                />
              </li>
            </>
          )}
        </For>
        <li>
          <RowCard icon="lock" title={r().desk.tool} note={r().desk.toolNote} href="/desk/lost" />
        </li>
      </ul>
    </Section>
  );
}

/** Brings a list into view and tells a screen reader that it is there. */
function showPart(part: string): void {
  const heading = document.getElementById(`desk-${part}`);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

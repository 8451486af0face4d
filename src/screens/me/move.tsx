import "./keep.css";
import { useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, createSignal, onMount, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import type { MoveLink } from "../../peer/keeping.ts";
import { Button } from "../../ui/button.tsx";
import { Card, RowCard } from "../../ui/card.tsx";
import { secondsToFigures } from "../../ui/clock.tsx";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { createTicks } from "../ticks.ts";
import { NamePhone } from "./name_phone.tsx";
import { StopSheet } from "./stop_sheet.tsx";

interface Made extends MoveLink {
  /** The phones there were before it. */
  readonly before: ReadonlySet<string>;
}

/** 再加一部手机, 搬家; `?to=home`: the desktop app of an iPhone, which is a phone of its own. */
export default function Move(): JSX.Element {
  const [search] = useSearchParams();
  return (
    <Show when={search.to === "home"} fallback={<ToPhone />}>
      <ToDesktop />
    </Show>
  );
}

/** Makes the link and opens it here: the page that is put on the desktop must have it as its address. */
function ToDesktop(): JSX.Element {
  const station = useStation();
  const t = useText(keepWords);
  const c = useText(common);
  const acting = createActing();
  const make = (): void =>
    void acting.run(
      () => station.acts.makeMoveLink(),
      ({ link }) => location.assign(link.replace("#", "?to=home#")),
    );
  onMount(make);
  return (
    <Show when={acting.trouble()} fallback={<Skeleton label={t().move.preparing} rows={3} />}>
      {(words) => (
        <ErrorState
          happened={t().move.notReady}
          todo={words()}
          act={{ label: c().retry, icon: "refresh", onClick: make }}
        />
      )}
    </Show>
  );
}

/** A code for the new phone; when it has arrived, whether the old one stays. */
function ToPhone(): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(keepWords);
  const acting = createActing();
  const now = createTicks(view);
  const [made, setMade] = createSignal<Made | null>(null);
  const make = (): void => {
    const before = new Set(view().me?.devices.map(({ key }) => key));
    void acting.run(
      () => station.acts.makeMoveLink(),
      (link) => setMade({ ...link, before }),
    );
  };
  const arrived = createMemo((was: string | undefined) => {
    const fresh = view().me?.devices.find(({ key, isThis }) => !isThis && made()?.before.has(key) === false);
    return was ?? fresh?.key;
  });
  const left = () => (made()?.expires ?? 0) - now();
  return (
    <Show when={arrived() === undefined} fallback={<Arrived device={arrived()} />}>
      <Show
        when={made()}
        fallback={
          <>
            <p>{t().move.sentence}</p>
            <Steps steps={t().move.steps} />
            <Note kind="warn">{t().move.warn}</Note>
            <Button icon="qrCode" label={t().move.make} onClick={make} busy={acting.isBusy()} wide />
          </>
        }
      >
        {(link) => (
          <Show
            when={left() > 0}
            fallback={
              <ErrorState
                picture="phone"
                happened={t().move.over}
                todo={t().move.overTodo}
                act={{ label: t().move.again, icon: "refresh", onClick: make, busy: acting.isBusy() }}
              />
            }
          >
            <Code link={link().link} left={left()} />
          </Show>
        )}
      </Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Show>
  );
}

function Code(props: { readonly link: string; readonly left: number }): JSX.Element {
  const t = useText(keepWords);
  const copying = createCopying(() => props.link);
  return (
    <Card>
      <div class="centre">
        <h2>{t().move.scan}</h2>
        <QrCode text={props.link} label={t().move.qr} />
      </div>
      <p class="move-left" role="timer">
        <span>{t().move.left}</span>
        <strong>{secondsToFigures(props.left)}</strong>
        <span class="muted">{t().move.leftNote}</span>
      </p>
      <Button
        kind="outline"
        icon={copying.isCopied() ? "check" : "copy"}
        label={copying.isCopied() ? t().move.copied : t().move.copy}
        onClick={() => void copying.copy()}
        wide
      />
    </Card>
  );
}

/** The new phone is in: both, or 搬家. */
function Arrived(props: { readonly device: string | undefined }): JSX.Element {
  const view = createView();
  const t = useText(keepWords);
  // It may be removed from elsewhere while this stands here; what was typed does not go for every other news.
  const device = createMemo(() => view().me?.devices.find(({ key }) => key === props.device), undefined, {
    equals: (a, b) => a?.key === b?.key,
  });
  const [isStopping, setStopping] = createSignal(false);
  return (
    <>
      <div role="status">
        <Note kind="done">{t().move.arrived}</Note>
      </div>
      <h2>{t().move.arrivedAsk}</h2>
      <div class="settings">
        <RowCard title={t().move.both} note={t().move.bothNote} icon="users" href="/me/safety" />
        <RowCard
          title={t().move.stop}
          note={t().move.stopNote}
          icon="logOut"
          onClick={() => setStopping(true)}
        />
      </div>
      <Show when={device()}>{(one) => <NamePhone device={one()} />}</Show>
      <Show when={isStopping()}>
        <StopSheet onClose={() => setStopping(false)} />
      </Show>
    </>
  );
}

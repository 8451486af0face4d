import "./restore.css";
import type { JSX } from "solid-js";
import { createEffect, createSignal, For, Match, onCleanup, Show, Switch, untrack } from "solid-js";
import { HOUR } from "../../domain/units.ts";
import { common } from "../../locale/common.ts";
import { restoreWords } from "../../locale/restore.ts";
import { momentWords } from "../../locale/time.ts";
import type { Recovering as Request } from "../../peer/keeping.ts";
import { Button } from "../../ui/button.tsx";
import { Card, RowCard } from "../../ui/card.tsx";
import { Details } from "../../ui/details.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useApp, useStation, useText, useWhen } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { Screen } from "../screen.tsx";
import { HALFWAY } from "../shelf.ts";

/** This phone asked a steward for the account: what she scans, who still has to sign, and the hour when it counts. */
export default function Recovering(): JSX.Element {
  const view = createView();
  const { shelf } = useApp();
  const t = useText(restoreWords);
  const [isCalledOff, setCalledOff] = createSignal(false);
  createEffect(() => {
    if (isCalledOff()) shelf.set(HALFWAY, null);
    else if (view().recovering?.activeAt) shelf.set(HALFWAY, "yes");
  });
  onCleanup(() => {
    if (untrack(view).phase === "ready") shelf.set(HALFWAY, null);
  });
  return (
    <Show when={view().recovering}>
      {(request) => (
        <Screen title={t().recovering.title} headline={headlineOf(request(), t())} sign bare>
          <Switch fallback={<ShowSteward link={request().link} />}>
            <Match when={request().activeAt !== null}>
              <Wait request={request()} />
            </Match>
            <Match when={request().account !== null}>
              <p>{t().recovering.signedText}</p>
            </Match>
          </Switch>
          <Way step={stepOf(request())} />
          <Details summary={t().recovering.why}>
            <div class="stack">
              <For each={t().recovering.whyText}>{(line) => <p>{line}</p>}</For>
            </div>
          </Details>
          <RowCard title={t().recovering.found} icon="key" href="/restore" />
          <p class="muted">{t().recovering.keepOpen}</p>
          <CallOff onAct={() => setCalledOff(true)} />
        </Screen>
      )}
    </Show>
  );
}

type Words = ReturnType<ReturnType<typeof useText<(typeof restoreWords)["zh"]>>>;

const stepOf = ({ account, activeAt }: Request): number => (activeAt !== null ? 2 : account !== null ? 1 : 0);
const headlineOf = (request: Request, t: Words): string =>
  [t.recovering.headline, t.recovering.signed, t.recovering.waitTitle][stepOf(request)] ?? "";

function ShowSteward(props: { readonly link: string }): JSX.Element {
  const t = useText(restoreWords);
  const copying = createCopying(() => props.link);
  return (
    <>
      <p>{t().recovering.sentence}</p>
      <Card>
        <div class="centre">
          <QrCode text={props.link} label={t().recovering.qr} />
        </div>
        <Button
          kind="outline"
          icon={copying.isCopied() ? "check" : "copy"}
          label={copying.isCopied() ? t().recovering.copied : t().recovering.copy}
          onClick={() => void copying.copy()}
          wide
        />
      </Card>
    </>
  );
}

/** Everybody has signed: the date and the hour, and how long that is. */
function Wait(props: { readonly request: Request }): JSX.Element {
  const view = createView();
  const t = useText(restoreWords);
  const when = useWhen(view);
  const at = () => props.request.activeAt ?? view().now;
  return (
    <Card tone="warm">
      <p class="wait-words">{t().recovering.waitText(momentWords(at(), when()))}</p>
      <p class="muted">{t().recovering.left(Math.max(1, Math.ceil((at() - view().now) / HOUR)))}</p>
    </Card>
  );
}

/** The three who make it true, and where it stands. */
function Way(props: { readonly step: number }): JSX.Element {
  const t = useText(restoreWords);
  const steps = () => [t().recovering.steward, t().recovering.witness, t().recovering.wait];
  const stateOf = (place: number): "done" | "now" | "later" => {
    if (place < props.step) return "done";
    return place === props.step ? "now" : "later";
  };
  const markOf = (place: number): string => {
    const state = stateOf(place);
    if (state === "later") return "";
    return state === "done" ? t().recovering.doneMark : t().recovering.nowMark;
  };
  return (
    <ol class="way">
      <For each={steps()}>
        {(words, place) => (
          <li data-step={stateOf(place())}>
            <Icon name={stateOf(place()) === "done" ? "circleCheck" : "hourglass"} />
            <span>{words}</span>
            <span class="muted">{markOf(place())}</span>
          </li>
        )}
      </For>
    </ol>
  );
}

function CallOff(props: { readonly onAct: () => void }): JSX.Element {
  const station = useStation();
  const t = useText(restoreWords);
  const c = useText(common);
  const acting = createActing();
  const [isAsking, setAsking] = createSignal(false);
  const callOff = (): void => {
    props.onAct();
    void acting.run(() => station.acts.cancelRecovery());
  };
  return (
    <>
      <Button kind="quiet" label={t().recovering.cancel} onClick={() => setAsking(true)} />
      <Sheet
        open={isAsking()}
        onClose={() => setAsking(false)}
        title={t().recovering.cancelTitle}
        sentence={t().recovering.cancelSentence}
        closeLabel={c().close}
        acts={{
          danger: true,
          act: {
            label: t().recovering.cancelSure,
            busy: acting.isBusy(),
            onClick: callOff,
          },
          quiet: { label: c().cancel, onClick: () => setAsking(false) },
        }}
      >
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      </Sheet>
    </>
  );
}

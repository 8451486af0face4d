import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createSignal, Index, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { phonesWords } from "../../locale/phones.ts";
import { dayWords } from "../../locale/time.ts";
import type { DeviceShown } from "../../peer/keeping.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Pill, type PillProps } from "../../ui/pill.tsx";
import { createView, useApp, useText, useWhen } from "../app.tsx";
import { isOnPaper } from "../paper_note.ts";
import { phoneLines } from "../phones.ts";
import { PhoneSheet } from "./phone_sheet.tsx";
import { Veto } from "./veto.tsx";

/** 数据安全: whether the browser keeps the data, what makes that harmless, and the phones of this account. */
export default function Safety(): JSX.Element {
  const view = createView();
  const t = useText(keepWords);
  const c = useText(common);
  const waiting = () => view().me?.devices.filter(({ state }) => state === "waiting") ?? [];
  const storage = () => t().storage[view().storage];
  return (
    <>
      <Key each={waiting()} by="key">
        {(device) => <Veto device={device()} />}
      </Key>
      <Note kind={view().storage === "kept" ? "done" : "warn"} title={storage().title}>
        {storage().text}
      </Note>
      <Todo />
      <Phones />
      <RowCard title={c().callSteward} icon="phone" href="/help" />
    </>
  );
}

interface TodoRow {
  readonly title: string;
  readonly note: string;
  readonly icon: IconName;
  readonly to: string;
  readonly isDone: boolean;
}

/** Paper, home screen, a second phone: each with where it stands. */
function Todo(): JSX.Element {
  const view = createView();
  const { shelf, install } = useApp();
  const t = useText(keepWords);
  const code = (): TodoRow => {
    const shown = view().me?.recoveryCode ?? null;
    const isDone = shown !== null && isOnPaper(shelf, shown);
    const note = shown === null ? t().codeElsewhere : isDone ? t().codeDone : t().codeOpen;
    return { title: t().code, icon: "key", to: "/me/code", isDone, note };
  };
  const home = (): TodoRow => {
    const isDone = install.isInstalled();
    const note = isDone ? t().installDone : t().installOpen;
    return { title: t().install, icon: "download", to: "/me/install", isDone, note };
  };
  const second = (): TodoRow => {
    const live = view().me?.devices.filter(({ state }) => state === "live").length ?? 0;
    const note = live > 1 ? t().secondDone(live) : t().secondOpen;
    return { title: t().second, icon: "smartphone", to: "/me/move", isDone: live > 1, note };
  };
  return (
    <Section title={t().todo}>
      <div class="settings">
        <Index each={[code(), home(), second()]}>
          {(row) => (
            <RowCard
              title={row().title}
              note={row().note}
              icon={row().isDone ? "circleCheck" : row().icon}
              href={row().to}
            />
          )}
        </Index>
      </div>
    </Section>
  );
}

/** My phones, oldest first; a tap opens what can be done with one. */
function Phones(): JSX.Element {
  const view = createView();
  const { install } = useApp();
  const t = useText(keepWords);
  const p = useText(phonesWords);
  const when = useWhen(view);
  const [open, setOpen] = createSignal<string | null>(null);
  const [said, setSaid] = createSignal<string | null>(null);
  const here = () => ({ ...install, isInstalled: install.isInstalled() });
  const phones = () =>
    phoneLines(
      (view().me?.devices ?? []).filter(({ state }) => state !== "waiting"),
      here(),
      p(),
      when(),
    );
  const opened = () => phones().find(({ device }) => device.key === open());
  const pill = ({ state, until }: DeviceShown): PillProps =>
    state === "suspended" && until !== null
      ? { tone: "muted", icon: "lock", word: t().suspended(dayWords(until, when())) }
      : { tone: "green", icon: "check", word: t().live };
  return (
    <Section title={t().phones} count={phones().length > 1 ? phones().length : undefined}>
      <div role="status" class="said">
        <Show when={said()}>{(words) => <Note kind="done">{words()}</Note>}</Show>
      </div>
      <div class="settings">
        <Key each={phones()} by={({ device }) => device.key}>
          {(one) => (
            <RowCard
              title={one().title}
              note={one().note}
              icon="smartphone"
              end={<Pill {...pill(one().device)} />}
              onClick={() => {
                setSaid(null);
                setOpen(one().device.key);
              }}
            />
          )}
        </Key>
      </div>
      <Show when={opened()}>
        {(one) => (
          <PhoneSheet
            device={one().device}
            name={one().title}
            onClose={() => setOpen(null)}
            onDone={setSaid}
          />
        )}
      </Show>
    </Section>
  );
}

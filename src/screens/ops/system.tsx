import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { langTag } from "../../locale/lang.ts";
import { opsWords } from "../../locale/ops.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createView, useApp, useSettings, useText } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { NewVersion } from "../new_version.tsx";
import { OpsScreen } from "./ops_screen.tsx";
import { type Checkpoint, createRelayState, type RelayState } from "./relay_state.ts";

/** The version of docs/spec/wire.md. */
const WIRE_VERSION = 1;
/** Seconds within which two clocks agree: phones correct themselves by the relay's. */
const CLOCK_SLACK = 2;

/** `/ops/system`: whether the relay is well, the ledger's fingerprint, how to audit and to back up. */
export default function SystemPlace(): JSX.Element {
  const t = useText(opsWords);
  const { origin } = useApp();
  const view = createView();
  const [state, again] = createRelayState();
  const audit = () => `npm run audit -- ${origin}/c/${view().community?.id ?? ""}`;
  return (
    <OpsScreen place="system">
      <div class="ops-columns">
        <div class="stack ops-stack">
          <NewVersion />
          <Relay state={state.latest} isAsking={state.loading} onAgain={again} />
          <Log checkpoint={state.latest?.checkpoint ?? null} isAsking={state.loading} />
        </div>
        <div class="stack ops-stack">
          <HowTo title={t().system.audit} steps={t().system.auditSteps} commands={[audit()]} />
          <HowTo
            title={t().system.backup}
            steps={t().system.backupSteps}
            commands={["npm run backup -- /mnt/backup/yizhan", "npm run restore -- /mnt/backup/yizhan"]}
          />
        </div>
      </div>
    </OpsScreen>
  );
}

function Relay(props: {
  readonly state: RelayState | undefined;
  readonly isAsking: boolean;
  readonly onAgain: () => void;
}): JSX.Element {
  const t = useText(opsWords);
  const { origin } = useApp();
  const answer = (): string => {
    const took = props.state?.answeredIn;
    if (took === undefined) return t().system.asking;
    return took === null ? t().system.silent : t().system.answers(Math.round(took));
  };
  const clock = (): string => {
    const off = props.state?.clockOff ?? null;
    if (off === null) return t().unknown;
    return Math.abs(off) <= CLOCK_SLACK ? t().system.clockFits : t().system.clockOff(Math.abs(off));
  };
  return (
    <Section title={t().system.relay}>
      <Card>
        <Rows
          rows={[
            { label: t().system.answer, value: answer() },
            { label: t().system.clock, value: clock() },
            { label: t().system.address, value: origin },
            { label: t().system.version, value: t().system.wire(WIRE_VERSION) },
          ]}
        />
      </Card>
      <Show when={!origin.startsWith("https:")}>
        <Note kind="warn">{t().system.http}</Note>
      </Show>
      <Button
        kind="outline"
        icon="refresh"
        label={t().system.again}
        busy={props.isAsking}
        onClick={() => props.onAgain()}
      />
    </Section>
  );
}

function Log(props: { readonly checkpoint: Checkpoint | null; readonly isAsking: boolean }): JSX.Element {
  const t = useText(opsWords);
  const c = useText(common);
  const settings = useSettings();
  const copying = createCopying(() => props.checkpoint?.note ?? "");
  const figures = (count: number) => t().system.leafCount(count.toLocaleString(langTag(settings.lang())));
  return (
    <Section title={t().system.log}>
      <Show
        when={props.checkpoint}
        fallback={
          <Show when={props.isAsking} fallback={<p class="muted">{t().system.noLog}</p>}>
            <Skeleton label={c().opening} rows={1} />
          </Show>
        }
      >
        {(checkpoint) => (
          <>
            <Card>
              <Rows
                rows={[
                  { label: t().system.leaves, value: figures(checkpoint().leaves) },
                  { label: t().system.registry, value: figures(checkpoint().registry) },
                  { label: t().system.root, value: <code class="ops-hash">{checkpoint().root}</code> },
                ]}
              />
            </Card>
            <p class="muted">{t().system.explain}</p>
            <Button
              kind="outline"
              icon={copying.isCopied() ? "check" : "copy"}
              label={copying.isCopied() ? t().system.copied : t().system.copy}
              onClick={() => void copying.copy()}
            />
          </>
        )}
      </Show>
    </Section>
  );
}

function HowTo(props: {
  readonly title: string;
  readonly steps: readonly string[];
  readonly commands: readonly string[];
}): JSX.Element {
  return (
    <Section title={props.title}>
      <Card>
        <Steps steps={props.steps} />
        <For each={props.commands}>{(command) => <code class="ops-command">{command}</code>}</For>
      </Card>
    </Section>
  );
}

import type { JSX } from "solid-js";
import { createMemo, For, Show } from "solid-js";
import { POLICY_SCHEMA, type PolicyField } from "../../domain/policy.ts";
import { opsWords } from "../../locale/ops.ts";
import { unitOf } from "../../locale/points.ts";
import { RULE_GROUPS, type RuleGroup, ruleLabel, ruleValue } from "../../locale/rules.ts";
import { setupWords } from "../../locale/setup.ts";
import type { Community } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Details } from "../../ui/details.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Table } from "../../ui/table.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { OpsScreen } from "./ops_screen.tsx";

const GROUPS = Object.keys(RULE_GROUPS) as readonly RuleGroup[];

/** `/ops/rules`: every number of the community's policy in plain words, and whether it can be changed. */
export default function Rules(): JSX.Element {
  const view = createView();
  return (
    <OpsScreen place="rules">
      <Show when={view().community}>{(community) => <PolicyTables community={community()} />}</Show>
    </OpsScreen>
  );
}

function PolicyTables(props: { readonly community: Community }): JSX.Element {
  const t = useText(opsWords);
  const s = useText(setupWords);
  const settings = useSettings();
  const unit = () => unitOf(props.community.preset, settings.lang());
  const shownOf = (field: PolicyField): string =>
    ruleValue(field, props.community.policy, unit(), settings.lang());
  // On a phone one group is open, or the page would be very long.
  const isWide = matchMedia("(min-width: 900px)").matches;
  const preset = () => s().rules.presets[props.community.preset].name;
  const copying = createCopying(() => {
    const lines = GROUPS.filter((group) => group !== "limits").flatMap((group) => [
      `【${t().rules.groups[group]}】`,
      ...RULE_GROUPS[group].map((field) => `${ruleLabel(field, settings.lang())}：${shownOf(field)}`),
    ]);
    const head = t().rules.intro(props.community.name, preset());
    return [head, ...lines, t().rules.notMoney].join("\n");
  });
  return (
    <>
      <p>{t().rules.intro(props.community.name, preset())}</p>
      <Note kind="info">{t().rules.lockedNote}</Note>
      <div class="ops-rules">
        <For each={GROUPS}>
          {(group) => (
            <Details summary={t().rules.groups[group]} open={isWide || group === GROUPS[0]}>
              <RuleTable fields={RULE_GROUPS[group]} title={t().rules.groups[group]} shownOf={shownOf} />
            </Details>
          )}
        </For>
      </div>
      <p class="muted">{t().rules.notMoney}</p>
      <div class="ops-copy">
        <Button
          kind="outline"
          icon={copying.isCopied() ? "check" : "copy"}
          label={copying.isCopied() ? t().rules.copied : t().rules.copy}
          onClick={() => void copying.copy()}
        />
      </div>
    </>
  );
}

function RuleTable(props: {
  readonly fields: readonly PolicyField[];
  readonly title: string;
  readonly shownOf: (field: PolicyField) => string;
}): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const locks = createMemo(() =>
    props.fields.map((field) => <Lock isLocked={POLICY_SCHEMA[field].locked} />),
  );
  const rows = () =>
    props.fields.map((field, at) => [ruleLabel(field, settings.lang()), props.shownOf(field), locks()[at]]);
  return (
    <Table
      caption={t().rules.table(props.title)}
      columns={[
        { label: t().rules.rule },
        { label: t().rules.value, figures: true },
        { label: t().rules.state },
      ]}
      rows={rows()}
    />
  );
}

function Lock(props: { readonly isLocked: boolean }): JSX.Element {
  const t = useText(opsWords);
  return (
    <span class="ops-lock" data-locked={props.isLocked ? "" : undefined}>
      <Show when={props.isLocked} fallback={t().rules.open}>
        <Icon name="lock" />
        {t().rules.locked}
      </Show>
    </span>
  );
}

import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { DAY, HOUR } from "../../domain/units.ts";
import { meWords } from "../../locale/me.ts";
import { lengthWords } from "../../locale/time.ts";
import type { Community } from "../../peer/station.ts";
import { Section } from "../../ui/card.tsx";
import { Masthead } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { Rows } from "../../ui/rows.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { pointsText } from "../deeds.ts";

/** What this is, what it is not, and the community's own numbers. */
export function About(): JSX.Element {
  const view = createView();
  const t = useText(meWords);
  return (
    <>
      <Masthead name={t().aboutPage.name} />
      <p>{t().aboutPage.what}</p>
      <Note kind="info">{t().aboutPage.money}</Note>
      <p>{t().aboutPage.privacy}</p>
      <p>{t().aboutPage.proof}</p>
      <p>{t().aboutPage.offline}</p>
      <Show when={view().community}>{(community) => <Rules community={community()} />}</Show>
    </>
  );
}

const MONTH = 30.4 * DAY;

function Rules(props: { readonly community: Community }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(meWords);
  const policy = () => props.community.policy;
  const points = (seconds: number) => pointsText(view(), seconds, settings.lang());
  return (
    <Section title={t().aboutPage.rules}>
      <Rows
        rows={[
          { label: t().aboutPage.rule.hour, value: points(policy().point_seconds) },
          { label: t().aboutPage.rule.step, value: lengthWords(policy().step_seconds, settings.lang()) },
          { label: t().aboutPage.rule.welcome, value: points(policy().welcome_seconds) },
          {
            label: t().aboutPage.rule.confirm,
            value: t().aboutPage.hours(policy().auto_confirm_seconds / HOUR),
          },
          {
            label: t().aboutPage.rule.lots,
            value: t().aboutPage.months(Math.round(policy().lot_seconds / MONTH)),
          },
        ]}
      />
      <dl class="codes">
        <dt>{t().aboutPage.community}</dt>
        <dd>{props.community.id}</dd>
      </dl>
    </Section>
  );
}

import type { JSX } from "solid-js";
import { createMemo, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { opsWords } from "../../locale/ops.ts";
import { agoWords } from "../../locale/time.ts";
import { Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { List } from "../../ui/list.tsx";
import { NeedCard } from "../../ui/need-card.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { cardOf } from "../deeds.ts";
import { nameOf, placeOf } from "../people.ts";
import { disputedOf, stewardsOf, stuckOf } from "./cases.ts";
import { OpsScreen } from "./ops_screen.tsx";

/** `/ops/disputes`: services that two sides see differently, and those that nobody confirms. */
export default function Disputes(): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const disputed = () => disputedOf(view());
  const stuck = () => stuckOf(view());
  return (
    <OpsScreen place="disputes">
      <Show
        when={disputed().length + stuck().length > 0}
        fallback={<Empty picture="tea" sentence={t().disputes.empty} />}
      >
        <p class="muted">{t().disputes.order}</p>
        <Part title={t().disputes.disputed} needs={disputed()} />
        <Part title={t().disputes.stuck} note={t().disputes.stuckNote} needs={stuck()} />
      </Show>
    </OpsScreen>
  );
}

function Part(props: {
  readonly title: string;
  readonly note?: string;
  readonly needs: readonly NeedView[];
}): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const who = (need: NeedView): string =>
    [need.requester, need.helper].map((account) => nameOf(view(), account, settings.lang())).join(" ⇄ ");
  const mediator = (need: NeedView): string => {
    const building = view().people.get(need.requester)?.building ?? "";
    const stewards = stewardsOf(view(), building);
    return stewards.length === 0 ? t().disputes.noMediator : t().disputes.mediator(stewards.join(t().comma));
  };
  const facts = (need: NeedView): readonly string[] => [
    placeOf(view(), need.requester, settings.lang()),
    who(need),
    need.endedAt === null ? "" : t().disputes.since(agoWords(need.endedAt, when())),
    mediator(need),
  ];
  return (
    <Show when={props.needs.length > 0}>
      <Section title={props.title} count={props.needs.length}>
        <Show when={props.note}>{(note) => <p class="muted">{note()}</p>}</Show>
        <List each={props.needs} by={({ id }) => id}>
          {(need) => {
            const card = createMemo(() => cardOf(view(), need(), when()));
            return (
              <NeedCard {...card()} facts={facts(need()).filter(Boolean)} href={`/desk/case/${need().id}`} />
            );
          }}
        </List>
      </Section>
    </Show>
  );
}

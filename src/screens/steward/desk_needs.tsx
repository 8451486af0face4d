import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { HOUR } from "../../domain/units.ts";
import { stewardWords } from "../../locale/steward.ts";
import { lengthWords } from "../../locale/time.ts";
import { Section } from "../../ui/card.tsx";
import { Icon } from "../../ui/icons.tsx";
import { List } from "../../ui/list.tsx";
import { NeedCard, type NeedCardProps } from "../../ui/need-card.tsx";
import { Tap } from "../../ui/tap.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { cardOf, partOf, titleOf } from "../deeds.ts";
import { nameOf } from "../people.ts";
import { Part } from "./part.tsx";
import { ShoutSheet } from "./shout_sheet.tsx";
import { awakeSeconds } from "./unclaimed.ts";

const wholeHours = (seconds: number): number => Math.floor(seconds / HOUR) * HOUR;

/** 没人接的: each with how long it has waited, and 喊人. */
export function UnclaimedList(props: { readonly needs: readonly NeedView[] }): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const [shouted, setShouted] = createSignal<NeedView | null>(null);
  const waited = (need: NeedView): string =>
    t().waited(lengthWords(wholeHours(awakeSeconds(need.at, view().now, when().timeZone)), settings.lang()));
  return (
    <Part name="unclaimed" title={t().unclaimed} count={props.needs.length} empty={t().unclaimedEmpty}>
      <List each={props.needs} by={({ id }) => id}>
        {(need) => {
          const card = createMemo(() => cardOf(view(), need(), when()));
          return (
            <div class="desk-need desk-need-tall">
              <NeedCard {...card()} pill={{ tone: "gold", icon: "hourglass", word: waited(need()) }} />
              <Tap
                class="desk-beside desk-shout"
                label={t().shoutFor(titleOf(need(), settings.lang()))}
                onClick={() => setShouted(need())}
              >
                <Icon name="megaphone" />
                <span>{t().shout}</span>
              </Tap>
            </div>
          );
        }}
      </List>
      <Show when={shouted()} keyed>
        {(need) => <ShoutSheet need={need} onClose={() => setShouted(null)} />}
      </Show>
    </Part>
  );
}

/** 等确认: hers to confirm first, then those that wait for others. */
export function ConfirmList(props: { readonly needs: readonly NeedView[] }): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const cardFor = (need: NeedView) => {
    const name = nameOf(view(), need.requester, settings.lang());
    const isHers = partOf(view(), need) === "mine";
    return {
      ...cardOf(view(), need, when()),
      href: isHers ? `/needs/${need.id}/confirm` : `/needs/${need.id}`,
      pill: isHers
        ? ({ tone: "persimmon", icon: "stamp", word: t().confirmFor(name) } as const)
        : ({ tone: "muted", icon: "hourglass", word: t().waitsFor(name) } as const),
    };
  };
  return (
    <Part name="confirm" title={t().toConfirm} count={props.needs.length} empty={t().confirmEmpty}>
      <Cards needs={props.needs} cardOf={cardFor} />
    </Part>
  );
}

/** 有争议: shown only where there is one. */
export function DisputeList(props: { readonly needs: readonly NeedView[] }): JSX.Element {
  const t = useText(stewardWords);
  const view = createView();
  const when = useWhen(view);
  const cardFor = (need: NeedView) => ({
    ...cardOf(view(), need, when()),
    href: `/desk/case/${need.id}`,
  });
  return (
    <Show when={props.needs.length > 0}>
      <Section title={t().disputes} count={props.needs.length}>
        <Cards needs={props.needs} cardOf={cardFor} />
      </Section>
    </Show>
  );
}

function Cards(props: {
  readonly needs: readonly NeedView[];
  readonly cardOf: (need: NeedView) => NeedCardProps;
}): JSX.Element {
  return (
    <List each={props.needs} by={({ id }) => id}>
      {(need) => {
        const card = createMemo(() => props.cardOf(need()));
        return <NeedCard {...card()} />;
      }}
    </List>
  );
}

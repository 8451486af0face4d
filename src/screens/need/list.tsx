import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { SERVICE_TYPES, type ServiceType } from "../../domain/service.ts";
import { deedWords } from "../../locale/deed.ts";
import { homeWords } from "../../locale/home.ts";
import { needWords } from "../../locale/need.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Select } from "../../ui/select.tsx";
import { createView, useText } from "../app.tsx";
import { isUnderWay } from "../deeds.ts";
import { NeedCards } from "../need_cards.tsx";

/** Needs shown at once; the next ones follow on a tap. */
const PAGE = 20;

const isWaiting = (need: NeedView): boolean => need.status === "open" || need.status === "waiting_points";

/** Needs that wait for somebody, then those that somebody took; one kind or all. */
export function NeedList(props: { readonly current: string | undefined }): JSX.Element {
  const view = createView();
  const t = useText(deedWords);
  const n = useText(needWords);
  const h = useText(homeWords);
  const [type, setType] = createSignal<ServiceType | "all">("all");
  const [shown, setShown] = createSignal(PAGE);
  const under = createMemo(() => view().needs.filter(isUnderWay));
  const chosen = createMemo(() => under().filter((need) => type() === "all" || need.type === type()));
  const open = createMemo(() => chosen().filter(isWaiting));
  const busy = createMemo(() => chosen().filter((need) => !isWaiting(need)));
  // What was seen last is not all there is: it is not counted.
  const isAll = () => view().phase === "ready";
  const count = (needs: readonly NeedView[]) => (isAll() ? needs.length : undefined);
  const label = (words: string, needs: readonly NeedView[]) => [words, count(needs) ?? []].flat().join(" ");
  const options = () => [
    { value: "all" as const, label: label(t().all, under()) },
    ...SERVICE_TYPES.flatMap((value) => {
      const some = under().filter((need) => need.type === value);
      return some.length === 0 ? [] : [{ value, label: label(n().type[value], some) }];
    }),
  ];
  const more = () => Math.min(PAGE, chosen().length - shown());
  return (
    <>
      <Show when={under().length > 0}>
        <Select
          inline
          label={t().filter}
          value={type()}
          options={options()}
          onChange={(next) => {
            setType(next);
            setShown(PAGE);
          }}
        />
      </Show>
      <Show
        when={chosen().length > 0}
        fallback={
          <Empty
            picture="board"
            sentence={type() === "all" ? t().empty : t().emptyType}
            act={{ label: h().ask, icon: "plus", href: "/ask" }}
          />
        }
      >
        <Part
          title={t().open}
          needs={open().slice(0, shown())}
          count={count(open())}
          current={props.current}
        />
        <Part
          title={t().busy}
          needs={busy().slice(0, Math.max(0, shown() - open().length))}
          count={count(busy())}
          current={props.current}
        />
        <Show when={more() > 0}>
          <Button kind="outline" label={t().nextPage(more())} onClick={() => setShown(shown() + PAGE)} wide />
        </Show>
      </Show>
    </>
  );
}

function Part(props: {
  readonly title: string;
  readonly needs: readonly NeedView[];
  readonly count: number | undefined;
  readonly current: string | undefined;
}): JSX.Element {
  return (
    <Show when={props.needs.length > 0}>
      <Section title={props.title} count={props.count}>
        <NeedCards needs={props.needs} current={props.current} />
      </Section>
    </Show>
  );
}

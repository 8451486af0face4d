import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, lazy, on, Show, Suspense, untrack } from "solid-js";
import { common } from "../../locale/common.ts";
import { deedWords } from "../../locale/deed.ts";
import { Empty, Skeleton } from "../../ui/empty.tsx";
import { Columns } from "../../ui/page.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { createDeal } from "./deal.ts";
import { Detail } from "./detail.tsx";
import { DealFoot } from "./foot.tsx";
import { NeedList } from "./list.tsx";

/** Nobody is asked anything before the station has opened. */
const Questions = lazy(() => import("./questions.tsx"));

/** 需求: the list, and what was chosen from it; side by side on wide screens. */
export default function Needs(): JSX.Element {
  const view = createView();
  const params = useParams();
  const settings = useSettings();
  const t = useText(deedWords);
  const c = useText(common);
  const need = createMemo(() => view().needs.find((one) => one.id === params.id));
  // Without tabs there must be a way back.
  const top = () => (settings.mode() === "elder" ? "/mine" : undefined);
  const id = createMemo(() => need()?.id);
  const deal = createMemo(() => {
    const first = id() === undefined ? undefined : untrack(need);
    return first === undefined ? undefined : createDeal(view, () => need() ?? first);
  });
  const ready = createMemo(() => (deal()?.isReady() ? deal() : undefined));
  // 等您确认 leads straight to the question.
  createEffect(
    on([() => params.step, ready], ([step, one]) => {
      if (step === "confirm" && one?.need().status === "ended" && one.part() === "mine") one.ask("confirm");
    }),
  );
  return (
    <Screen
      title={t().list}
      at="needs"
      wide
      above={params.id === undefined ? top() : "/needs"}
      foot={
        <Show when={params.id !== undefined ? ready() : undefined}>{(one) => <DealFoot deal={one()} />}</Show>
      }
    >
      <Columns
        shown={params.id === undefined ? "list" : "detail"}
        list={<NeedList current={params.id} />}
        detail={
          <Show when={params.id !== undefined} fallback={<Empty picture="board" sentence={t().choose} />}>
            <Show
              when={deal()}
              keyed
              fallback={
                <Show when={view().phase === "ready"} fallback={<Skeleton label={c().opening} rows={4} />}>
                  <Empty
                    picture="board"
                    sentence={t().gone}
                    act={{ label: t().toList, icon: "list", href: "/needs" }}
                  />
                </Show>
              }
            >
              {(one) => (
                <>
                  <Detail deal={one} />
                  <Show when={one.isReady()}>
                    <Suspense>
                      <Questions deal={one} />
                    </Suspense>
                  </Show>
                </>
              )}
            </Show>
          </Show>
        }
      />
    </Screen>
  );
}

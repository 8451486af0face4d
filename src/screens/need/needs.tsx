import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, on, Show, untrack } from "solid-js";
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
import { Questions } from "./questions.tsx";

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
  // Nobody acts on what was only seen last.
  const isReady = createMemo(() => view().phase === "ready");
  const deal = createMemo(() => {
    const first = untrack(need);
    return !isReady() || id() === undefined || first === undefined
      ? undefined
      : createDeal(view, () => need() ?? first);
  });
  // 等您确认 leads straight to the question.
  createEffect(
    on([() => params.step, deal], ([step, one]) => {
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
        <Show when={params.id !== undefined ? deal() : undefined}>{(one) => <DealFoot deal={one()} />}</Show>
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
                <Show when={isReady()} fallback={<Skeleton label={c().opening} rows={4} />}>
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
                  <Questions deal={one} />
                </>
              )}
            </Show>
          </Show>
        }
      />
    </Screen>
  );
}

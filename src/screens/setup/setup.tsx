import "./setup.css";
import { useBeforeLeave, useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Match, onCleanup, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { setupWords } from "../../locale/setup.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useText } from "../app.tsx";
import { BuildingsStep, CheckStep } from "./check_step.tsx";
import { DoneStep } from "./done_step.tsx";
import { createFlow, type Flow } from "./flow.ts";
import { NameStep } from "./name_step.tsx";
import { OpenStep } from "./open_step.tsx";
import { OperatorStep } from "./operator_step.tsx";
import { PaperStep } from "./paper_step.tsx";
import { RulesStep } from "./rules_step.tsx";

/** `/setup#<secret>`: a community is founded, in numbered steps. */
export default function Setup(): JSX.Element {
  const location = useLocation();
  const flow = createFlow();
  const secret = location.hash.replace(/^#/, "").trim();
  return (
    <>
      <Switch fallback={<OpenStep flow={flow} secret={secret} />}>
        <Match when={flow.stage() === "root"}>
          <PaperStep flow={flow} paper="root" />
        </Match>
        <Match when={flow.stage() === "second"}>
          <PaperStep flow={flow} paper="second" />
        </Match>
        <Match when={flow.stage() === "name"}>
          <NameStep flow={flow} />
        </Match>
        <Match when={flow.stage() === "rules"}>
          <RulesStep flow={flow} />
        </Match>
        <Match when={flow.stage() === "operator"}>
          <OperatorStep flow={flow} />
        </Match>
        <Match when={flow.stage() === "buildings"}>
          <BuildingsStep flow={flow} />
        </Match>
        <Match when={flow.stage() === "check"}>
          <CheckStep flow={flow} />
        </Match>
        <Match when={flow.stage() === "done"}>
          <DoneStep flow={flow} />
        </Match>
      </Switch>
      <LeaveGuard flow={flow} />
    </>
  );
}

/** While paper codes are known here only, leaving asks first: they would be void. */
function LeaveGuard(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(setupWords);
  const c = useText(common);
  const [leave, setLeave] = createSignal<(() => void) | null>(null);
  const holds = () => props.flow.codes() !== null;
  const ask = (event: BeforeUnloadEvent): void => {
    if (holds()) event.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  onCleanup(() => window.removeEventListener("beforeunload", ask));
  useBeforeLeave((event) => {
    if (!holds() || event.defaultPrevented) return;
    event.preventDefault();
    setLeave(() => () => event.retry(true));
  });
  return (
    <Sheet
      open={leave() !== null}
      onClose={() => setLeave(null)}
      title={t().leave.title}
      sentence={t().leave.sentence}
      closeLabel={c().close}
      acts={{
        danger: true,
        act: { label: t().leave.go, onClick: () => leave()?.() },
        quiet: { label: t().leave.stay, onClick: () => setLeave(null) },
      }}
    />
  );
}

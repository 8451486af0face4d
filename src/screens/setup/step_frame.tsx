import type { JSX, ParentProps } from "solid-js";
import { createUniqueId, onMount } from "solid-js";
import { setupWords } from "../../locale/setup.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { useSettings, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { STEPS, type Step } from "./flow.ts";

/** One numbered step: where we are, what it is, the matter as a form, and the way on. */
export function StepFrame(
  props: ParentProps<{
    readonly step: Step;
    readonly title: string;
    readonly onNext: () => void;
    readonly onBack?: (() => void) | undefined;
    readonly nextLabel?: string | undefined;
    readonly line?: string | undefined;
    readonly busy?: boolean | undefined;
    /** Instead of 上一步. */
    readonly quiet?: { readonly label: string; readonly onClick: () => void } | undefined;
  }>,
): JSX.Element {
  const t = useText(setupWords);
  const settings = useSettings();
  // Elsewhere 上一步 stands beside the act.
  const isElder = () => settings.mode() === "elder";
  const form = createUniqueId();
  const at = () => STEPS.indexOf(props.step) + 1;
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Screen
      bare
      back={isElder() ? props.onBack : undefined}
      title={t().stepOf(at(), STEPS.length)}
      headline={props.title}
      foot={
        <ActBar
          act={{ label: props.nextLabel ?? t().next, type: "submit", form, busy: props.busy }}
          quiet={props.quiet ?? (props.onBack ? { label: t().back, onClick: props.onBack } : undefined)}
          line={props.line}
        />
      }
    >
      <progress class="setup-progress no-print" max={STEPS.length} value={at()} aria-hidden="true" />
      <form
        id={form}
        class="setup-form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onNext();
        }}
      >
        {props.children}
      </form>
    </Screen>
  );
}

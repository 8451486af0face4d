import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { setupWords } from "../../locale/setup.ts";
import { Field } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import type { Flow, PaperKey } from "./flow.ts";
import { compareCode } from "./paper_compare.ts";
import { PaperSheet, TypedGroups } from "./paper_sheet.tsx";
import { StepFrame } from "./step_frame.tsx";

/** One paper key: shown on its own sheet, written down or printed, then typed back. */
export function PaperStep(props: { readonly flow: Flow; readonly paper: PaperKey }): JSX.Element {
  const t = useText(setupWords);
  const [isTyping, setTyping] = createSignal(false);
  const code = () => props.flow.codes()?.[props.paper] ?? "";
  return (
    <Show
      when={isTyping()}
      fallback={
        <StepFrame
          step={props.paper}
          title={t().paper[props.paper].step}
          nextLabel={t().paper.written}
          onNext={() => setTyping(true)}
          quiet={{ label: t().paper.print, onClick: () => window.print() }}
        >
          <p class="no-print">
            <Show when={props.paper === "second"}>{t().paper.handOver} </Show>
            {t().paper.once}
          </p>
          <PaperSheet code={code()} paper={props.paper} />
        </StepFrame>
      }
    >
      <TypeBack flow={props.flow} paper={props.paper} code={code()} onLookAgain={() => setTyping(false)} />
    </Show>
  );
}

function TypeBack(props: {
  readonly flow: Flow;
  readonly paper: PaperKey;
  readonly code: string;
  readonly onLookAgain: () => void;
}): JSX.Element {
  const t = useText(setupWords);
  const [hasTried, setTried] = createSignal(false);
  const typed = () => props.flow.typed[props.paper];
  const check = () => compareCode(typed(), props.code);
  const trouble = (): string | undefined => {
    const found = check();
    if (found.state === "wrong") return t().paper.wrong(found.group, found.place, found.typed);
    if (found.state === "extra") return t().paper.extra;
    return hasTried() && found.state === "typing" ? t().paper.missing : undefined;
  };
  const next = (): void => {
    if (check().state === "right") props.flow.next();
    else setTried(true);
  };
  return (
    <StepFrame
      step={props.paper}
      title={t().paper.typeTitle}
      onNext={next}
      quiet={{ label: t().paper.lookAgain, onClick: () => props.onLookAgain() }}
    >
      <div class="code-field">
        <Field
          label={`${t().paper[props.paper].sheet} · ${t().paper.field}`}
          hint={t().paper.typeHint}
          value={typed()}
          error={trouble()}
          autocapitalize="characters"
          autocomplete="off"
          maxlength={60}
          onInput={(value) => {
            setTried(false);
            props.flow.setTyped(props.paper, value);
          }}
        />
      </div>
      <TypedGroups check={check()} />
      <Show when={check().state === "right"}>
        <Note kind="done">{t().paper.right}</Note>
      </Show>
    </StepFrame>
  );
}

import type { JSX, ParentProps } from "solid-js";
import { createUniqueId, Show } from "solid-js";
import { Icon } from "./icons.tsx";

/** Fields with room between them; an act bar elsewhere on the page submits it by its id. */
export function Form(
  props: ParentProps<{ readonly id?: string; readonly onSubmit: () => void }>,
): JSX.Element {
  return (
    <form
      class="form"
      id={props.id}
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  /** What is wrong and what to write instead; the field is marked and the words are tied to it. */
  readonly error?: string | undefined;
  readonly multiline?: boolean | undefined;
  readonly type?: "text" | "tel" | "search" | "number" | "date" | "time" | "password" | undefined;
  readonly inputmode?: "text" | "numeric" | "decimal" | "tel" | "search" | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: "none" | "characters" | undefined;
  readonly name?: string | undefined;
  readonly maxlength?: number | undefined;
  readonly required?: boolean | undefined;
  /** A button that helps filling it: speak, scan. */
  readonly helper?: JSX.Element;
}

/** One thing to write: label above, hint below it, error in words with an icon. */
export function Field(props: FieldProps): JSX.Element {
  const id = createUniqueId();
  const described = () =>
    [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field" classList={{ "field-wrong": Boolean(props.error) }}>
      <label for={id}>{props.label}</label>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <div class="field-row">
        <Show
          when={props.multiline}
          fallback={
            <input
              id={id}
              name={props.name}
              type={props.type ?? "text"}
              inputmode={props.inputmode}
              autocomplete={props.autocomplete}
              autocapitalize={props.autocapitalize}
              maxlength={props.maxlength}
              required={props.required}
              value={props.value}
              aria-invalid={props.error ? "true" : undefined}
              aria-describedby={described()}
              onInput={(event) => props.onInput(event.currentTarget.value)}
            />
          }
        >
          <textarea
            id={id}
            name={props.name}
            rows="3"
            autocomplete={props.autocomplete}
            autocapitalize={props.autocapitalize}
            maxlength={props.maxlength}
            required={props.required}
            value={props.value}
            aria-invalid={props.error ? "true" : undefined}
            aria-describedby={described()}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        </Show>
        {props.helper}
      </div>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`} role="alert">
          <Icon name="alert" />
          <span>{props.error}</span>
        </p>
      </Show>
    </div>
  );
}

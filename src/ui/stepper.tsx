import type { JSX } from "solid-js";
import { createUniqueId } from "solid-js";
import { Icon } from "./icons.tsx";

export interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | undefined;
  /** The value as people say it: 20 分钟. */
  readonly shown: string;
  readonly lessLabel: string;
  readonly moreLabel: string;
  readonly onChange: (value: number) => void;
}

/** A number made smaller or larger by two big buttons; nothing to type, nothing to drag. */
export function Stepper(props: StepperProps): JSX.Element {
  const id = createUniqueId();
  const moved = (by: number) =>
    Math.min(props.max, Math.max(props.min, props.value + by * (props.step ?? 1)));
  return (
    <fieldset class="stepper" aria-labelledby={id}>
      <span class="stepper-label" id={id}>
        {props.label}
      </span>
      <div class="stepper-row">
        <button
          type="button"
          aria-label={props.lessLabel}
          disabled={props.value <= props.min}
          onClick={() => props.onChange(moved(-1))}
        >
          <Icon name="minus" />
        </button>
        <output aria-live="polite">{props.shown}</output>
        <button
          type="button"
          aria-label={props.moreLabel}
          disabled={props.value >= props.max}
          onClick={() => props.onChange(moved(1))}
        >
          <Icon name="plus" />
        </button>
      </div>
    </fieldset>
  );
}

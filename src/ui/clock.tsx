import type { JSX } from "solid-js";
import { Show } from "solid-js";

/** The time a service has run, counted up in big figures; `seconds` come from the caller. */
export function Clock(props: {
  readonly seconds: number;
  readonly label: string;
  readonly note?: string | undefined;
}): JSX.Element {
  return (
    <div class="clock">
      <p class="clock-label">{props.label}</p>
      <time class="clock-figures" role="timer" datetime={`PT${Math.max(0, Math.floor(props.seconds))}S`}>
        {secondsToFigures(props.seconds)}
      </time>
      <Show when={props.note}>
        <p class="clock-label">{props.note}</p>
      </Show>
    </div>
  );
}

/** 725 → 12:05, 3725 → 1:02:05. */
export function secondsToFigures(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const two = (value: number) => String(value).padStart(2, "0");
  const tail = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

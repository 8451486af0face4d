import type { JSX, ParentProps } from "solid-js";
import { Icon } from "./icons.tsx";

/** More for those who ask: a native disclosure. */
export function Details(
  props: ParentProps<{ readonly summary: string; readonly open?: boolean | undefined }>,
): JSX.Element {
  return (
    <details class="details" open={props.open}>
      <summary>
        <span>{props.summary}</span>
        <Icon name="chevronDown" />
      </summary>
      <div class="details-body">{props.children}</div>
    </details>
  );
}

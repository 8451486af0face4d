import type { JSX } from "solid-js";
import { createResource, Show } from "solid-js";
import { common } from "../locale/common.ts";
import { Skeleton } from "../ui/empty.tsx";
import { useApp, useText } from "./app.tsx";
import { Broken } from "./broken.tsx";

/** A screen whose file is gone since a new version came starts anew by itself; any other says what happened. */
export function Fallen(props: { readonly error: unknown }): JSX.Element {
  const { updates } = useApp();
  const t = useText(common);
  const [isStarting] = createResource(
    () => props.error,
    (error) => updates.recover(error),
  );
  return (
    <Show
      when={isStarting.state === "ready" && !isStarting()}
      fallback={
        <div class="page-main">
          <Skeleton label={t().opening} rows={4} />
        </div>
      }
    >
      <Broken error={props.error} again={() => location.reload()} />
    </Show>
  );
}

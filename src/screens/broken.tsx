import type { JSX } from "solid-js";
import { onMount } from "solid-js";
import { common } from "../locale/common.ts";
import { ErrorState } from "../ui/empty.tsx";
import { useText } from "./app.tsx";

/** A screen that fell over: what happened, again, 叫楼长. */
export function Broken(props: { readonly error: unknown; readonly again: () => void }): JSX.Element {
  const t = useText(common);
  onMount(() => console.error(props.error));
  return (
    <div class="page-main">
      <ErrorState
        happened={t().failed}
        todo={t().nothingLost}
        act={{ label: t().retry, icon: "refresh", onClick: () => props.again() }}
        help={{ label: t().callSteward, icon: "phone", href: "/help" }}
      />
    </div>
  );
}

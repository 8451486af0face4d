import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { greeting } from "../../locale/time.ts";
import { createView, useWhen } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** 邻里. */
export default function Start(): JSX.Element {
  const view = createView();
  const when = useWhen(view);
  return (
    <Screen title={view().community?.name ?? "时间驿站"} headline={greeting(when())} at="home">
      <Show when={view().me}>{(me) => <p>{me().name}</p>}</Show>
    </Screen>
  );
}

import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Match, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { cosignWords } from "../../locale/cosign.ts";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { createView, useText } from "../app.tsx";
import { type CosignAsked, readCosignLink } from "../cosign_link.ts";
import { Screen } from "../screen.tsx";
import { WitnessForm } from "./witness_form.tsx";

/** `/cosign#<community><entry>`: somebody of another household is asked to witness an account that a steward opens or gives back. */
export default function Cosign(): JSX.Element {
  const t = useText(cosignWords);
  const c = useText(common);
  const location = useLocation();
  const view = createView();
  const asked = () => readCosignLink(location.hash.replace(/^#/, ""));
  const hasJoined = () => view().phase === "ready" && view().me !== null;
  const fits = (): CosignAsked | undefined => {
    const found = asked();
    return found !== null && hasJoined() && found.community === view().community?.id ? found : undefined;
  };
  const home = () => ({ label: t().goHome, href: "/" });
  return (
    <Switch
      fallback={
        <Screen bare sign title={t().title}>
          <ErrorState
            picture="letter"
            happened={t().broken}
            todo={t().brokenTodo}
            act={{ label: t().scan, icon: "scan", href: "/scan?for=door" }}
            help={home()}
          />
        </Screen>
      }
    >
      <Match when={view().phase === "opening"}>
        <Screen bare title={t().title}>
          <Skeleton label={c().opening} rows={3} />
        </Screen>
      </Match>
      <Match when={asked() !== null && !hasJoined()}>
        <Screen bare sign title={t().title}>
          <ErrorState picture="key" happened={t().notJoined} todo={t().notJoinedTodo} act={home()} />
        </Screen>
      </Match>
      <Match when={fits()}>{(found) => <WitnessForm {...found()} />}</Match>
      <Match when={asked() !== null}>
        <Screen bare sign title={t().title}>
          <ErrorState
            picture="letter"
            happened={t().otherCommunity}
            todo={t().otherCommunityTodo}
            act={home()}
          />
        </Screen>
      </Match>
    </Switch>
  );
}

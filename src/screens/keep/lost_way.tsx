import { useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { restoreTodo, restoreWords } from "../../locale/restore.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Field, Form } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import Lost from "./lost.tsx";
import Recovering from "./recovering.tsx";
import { Returned } from "./returned.tsx";

/** `/lost/phone` and `/lost/steward`: the ways back that need somebody or something else. */
export default function LostWay(): JSX.Element {
  const params = useParams();
  const navigate = useNavigate();
  const view = createView();
  const isAsking = () => view().phase === "recovering";
  const hasAsked = createMemo((was: boolean) => was || isAsking(), false);
  createEffect(() => {
    const { phase, recovering } = view();
    // Whoever has an account here needs no way back; whose request ended otherwise looks at all of them again.
    if (phase === "ready" && !hasAsked()) navigate("/", { replace: true });
    // Between the last word about it and the open account there is a moment in which nobody is here.
    if (hasAsked() && recovering === null && (phase === "empty" || phase === "lost"))
      navigate("/lost", { replace: true });
  });
  return (
    <Switch fallback={<Lost />}>
      <Match when={hasAsked() && view().phase === "ready"}>
        <Returned by="steward" />
      </Match>
      <Match when={isAsking()}>
        <Recovering />
      </Match>
      <Match when={params.way === "phone"}>
        <OtherPhone />
      </Match>
      <Match when={params.way === "steward"}>
        <AskSteward />
      </Match>
    </Switch>
  );
}

function OtherPhone(): JSX.Element {
  const t = useText(restoreWords);
  return (
    <Screen
      title={t().title}
      headline={t().phone.headline}
      above="/lost"
      sign
      bare
      foot={<ActBar act={{ label: t().phone.scan, icon: "scan", href: "/scan?for=phone" }} />}
    >
      <Steps steps={t().phone.steps} />
      <Note kind="info">{t().phone.old}</Note>
    </Screen>
  );
}

const BUILDING = /^[a-z0-9]{1,8}$/u;

/** Keys are made here, and the code that the steward scans; the building is asked for where nobody remembers it. */
function AskSteward(): JSX.Element {
  const view = createView();
  const station = useStation();
  const settings = useSettings();
  const t = useText(restoreWords);
  const acting = createActing();
  const [typed, setTyped] = createSignal(view().lostMarker?.building ?? "");
  const [hasTried, setTried] = createSignal(false);
  const building = () => typed().trim().toLowerCase().replace(/号楼$/u, "");
  const isRight = () => BUILDING.test(building());
  const ask = (): void => {
    setTried(true);
    if (!isRight()) return;
    const community = view().lostMarker?.community ?? null;
    const place = building();
    void acting.run(() => station.acts.askRecovery(community, place));
  };
  const trouble = () => {
    const fault = acting.fault();
    return fault === null ? null : `${acting.trouble()} ${restoreTodo(fault, settings.lang())}`;
  };
  return (
    <Screen
      title={t().title}
      headline={t().asking.headline}
      above="/lost"
      sign
      bare
      foot={
        <ActFoot
          trouble={trouble()}
          act={{
            label: t().asking.act,
            icon: "qrCode",
            type: "submit",
            form: "asking",
            busy: acting.isBusy(),
          }}
        />
      }
    >
      <p>{t().asking.sentence}</p>
      <Steps steps={t().asking.steps} />
      <Form id="asking" onSubmit={ask}>
        <Show when={(view().lostMarker?.building ?? null) === null}>
          <Field
            label={t().asking.building}
            hint={t().asking.buildingHint}
            value={typed()}
            onInput={setTyped}
            error={hasTried() && !isRight() ? t().asking.buildingWrong : undefined}
            autocapitalize="none"
            autocomplete="off"
            maxlength={12}
          />
        </Show>
      </Form>
      <Note kind="info">{t().asking.first}</Note>
    </Screen>
  );
}

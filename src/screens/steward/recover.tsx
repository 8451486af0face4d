import "./steward.css";
import { useLocation, useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Match, Show, Switch, untrack } from "solid-js";
import { common } from "../../locale/common.ts";
import { recoverWords } from "../../locale/recover.ts";
import type { Person } from "../../peer/station.ts";
import { Card, Section } from "../../ui/card.tsx";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { Check, Steps } from "../../ui/steps.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { NeighbourPhones } from "../neighbour_phones.tsx";
import { nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { PickPerson } from "./pick_person.tsx";
import { buildingsOf } from "./queue.ts";
import { WitnessSheet } from "./witness_sheet.tsx";

/** `/recover/<community>/<building>#<keys>`: somebody's new phone asks its steward for the account that was lost. */
export default function Recover(): JSX.Element {
  const params = useParams();
  const location = useLocation();
  const view = createView();
  const t = useText(recoverWords);
  const c = useText(common);
  const [person, setPerson] = createSignal<Person | null>(null);
  const keys = untrack(() => location.hash.replace(/^#/, ""));
  const mayRecover = () => buildingsOf(view()).length > 0 || view().me?.isOperator === true;
  return (
    <Switch fallback={<Pick building={params.building} onPick={setPerson} />}>
      <Match when={view().phase === "opening" || view().phase === "remembered"}>
        <Screen bare title={t().title}>
          <Skeleton label={c().opening} rows={3} />
        </Screen>
      </Match>
      <Match when={view().phase !== "ready"}>
        <Wrong happened={t().notJoined} todo={t().notJoinedTodo} />
      </Match>
      <Match when={params.community?.toLowerCase() !== view().community?.id}>
        <Wrong happened={t().otherCommunity} todo={t().otherCommunityTodo} />
      </Match>
      <Match when={!mayRecover()}>
        <Wrong happened={t().notSteward} todo={t().notStewardTodo} />
      </Match>
      <Match when={keys === ""}>
        <Wrong happened={t().broken} todo={t().brokenTodo} mayScan />
      </Match>
      <Match when={person()} keyed>
        {(found) => <Sign person={found} keys={keys} onBack={() => setPerson(null)} />}
      </Match>
    </Switch>
  );
}

function Wrong(props: {
  readonly happened: string;
  readonly todo: string;
  /** Scanning once more may help. */
  readonly mayScan?: boolean;
}): JSX.Element {
  const t = useText(recoverWords);
  const home = () => ({ label: t().goHome, href: "/" });
  const scan = () => ({ label: t().scan, icon: "scan" as const, href: "/scan?for=door" });
  return (
    <Screen bare sign title={t().title}>
      <ErrorState
        picture="key"
        happened={props.happened}
        todo={props.todo}
        act={props.mayScan ? scan() : home()}
        help={props.mayScan ? home() : undefined}
      />
    </Screen>
  );
}

function Pick(props: {
  readonly building: string | undefined;
  readonly onPick: (person: Person) => void;
}): JSX.Element {
  const t = useText(recoverWords);
  return (
    <Screen title={t().title} headline={t().who} above="/desk" bare>
      <p class="muted">{t().whoNote}</p>
      <PickPerson first={props.building} onPick={props.onPick} />
    </Screen>
  );
}

/** Three things to look at, the lost phone, and her signature. */
function Sign(props: {
  readonly person: Person;
  readonly keys: string;
  readonly onBack: () => void;
}): JSX.Element {
  const view = createView();
  const station = useStation();
  const settings = useSettings();
  const navigate = useNavigate();
  const t = useText(recoverWords);
  const acting = createActing();
  const [hasLooked, setLooked] = createSignal(false);
  const [hasTried, setTried] = createSignal(false);
  const [link, setLink] = createSignal<string | null>(null);
  const name = () => nameOf(view(), props.person.id, settings.lang());
  const sign = (): void => {
    const { person, keys } = props;
    setTried(true);
    if (!hasLooked()) return;
    void acting.run(
      () => station.acts.recoverFor(person.id, keys),
      (made) => setLink(made.link),
    );
  };
  return (
    <Screen
      title={t().title}
      headline={t().headline(name())}
      bare
      foot={
        <ActFoot
          trouble={hasTried() && !hasLooked() ? t().allDoneFirst : acting.trouble()}
          line={t().line}
          act={{ label: t().sign, icon: "stamp", onClick: sign, busy: acting.isBusy() }}
          quiet={{ label: t().goBack, onClick: () => props.onBack() }}
        />
      }
    >
      <Section title={t().checks}>
        <Card>
          <Steps steps={t().three} />
        </Card>
        <Check label={t().allDone} checked={hasLooked()} onChange={setLooked} />
      </Section>
      <Section title={t().herPhones}>
        <NeighbourPhones account={props.person.id} />
      </Section>
      <Show when={link()}>
        {(shown) => (
          <WitnessSheet name={name()} link={shown()} what="recover" onClose={() => navigate("/desk")} />
        )}
      </Show>
    </Screen>
  );
}

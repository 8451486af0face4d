import "./restore.css";
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createSignal, Match, on, onMount, Show, Switch, untrack } from "solid-js";
import { parseId } from "../../domain/units.ts";
import { common } from "../../locale/common.ts";
import { restoreTodo, restoreWords } from "../../locale/restore.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { ActFoot } from "../act_foot.tsx";
import { type Acting, createActing } from "../acting.ts";
import { createView, useApp, useSettings, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { AppleSteps } from "./apple.tsx";

/** `/move/<community>#<secret>`: this phone joins the account of another one. `?to=home`: from an iPhone's desktop. */
export default function Arrive(): JSX.Element {
  const params = useParams();
  const [search] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const station = useStation();
  const { install } = useApp();
  const view = createView();
  const t = useText(restoreWords);
  const c = useText(common);
  const acting = createActing();
  const [hasCome, setCome] = createSignal(false);
  // Kept here, because the address forgets it once it was used.
  const secret = untrack(() => location.hash.replace(/^#/, ""));
  const community = () => parseId((params.community ?? "").toLowerCase());
  const isForDesk = search.to === "home";
  const isOnDesk = isForDesk && install.isInstalled();
  const move = (): void => {
    const place = community();
    if (place === null) return;
    void acting.run(
      () => station.acts.move(place, secret),
      () => {
        setCome(true);
        if (!isForDesk)
          navigate(
            untrack(() => location.pathname),
            { replace: true },
          );
      },
    );
  };
  // From the desktop this address opens every time: the first time it moves in, later it just goes home.
  createEffect(
    on(
      () => view().phase,
      (phase) => {
        if (!isOnDesk || phase === "opening" || hasCome() || acting.isBusy()) return;
        if (phase === "ready") navigate("/", { replace: true });
        else move();
      },
    ),
  );
  return (
    <Switch fallback={<Offer acting={acting} onMove={move} />}>
      <Match when={community() === null || secret === ""}>
        <Broken />
      </Match>
      <Match when={hasCome()}>
        <Come />
      </Match>
      <Match when={isForDesk && !isOnDesk}>
        <AppleSteps />
      </Match>
      <Match when={acting.fault() === "move_expired" || acting.fault() === "code_unknown"}>
        <Over />
      </Match>
      <Match when={view().phase === "opening"}>
        <Screen title={t().arrive.title} sign bare>
          <Skeleton label={c().opening} rows={3} />
        </Screen>
      </Match>
    </Switch>
  );
}

function Offer(props: { readonly acting: Acting; readonly onMove: () => void }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(restoreWords);
  const trouble = () => {
    const fault = props.acting.fault();
    return fault === null
      ? null
      : [
          props.acting.trouble(),
          fault === "relay_unreachable" ? "" : restoreTodo(fault, settings.lang()),
        ].join(" ");
  };
  return (
    <Screen
      title={t().arrive.title}
      sign
      bare
      foot={
        <ActFoot
          trouble={trouble()}
          line={props.acting.isBusy() ? t().arrive.working : undefined}
          act={{
            label: t().arrive.act,
            icon: "smartphone",
            busy: props.acting.isBusy(),
            onClick: () => props.onMove(),
          }}
        />
      }
    >
      <Hero picture="phone" name={t().arrive.headline} sentence={t().arrive.sentence} />
      <Note kind="warn">{t().arrive.warn}</Note>
      <Show when={view().phase === "ready"}>
        <Note kind="info">{t().arrive.others}</Note>
      </Show>
    </Screen>
  );
}

function Come(): JSX.Element {
  const view = createView();
  const t = useText(restoreWords);
  onMount(() => document.querySelector("h1")?.focus());
  const name = () => {
    const me = view().me;
    return me === null ? "" : (view().people.get(me.id)?.name ?? me.name ?? "");
  };
  return (
    <Screen
      title={t().arrive.title}
      sign
      bare
      foot={<ActBar act={{ label: t().goHome, icon: "home", href: "/" }} />}
    >
      <Hero
        picture="thanks"
        name={name() === "" ? t().arrive.done : t().arrive.doneNamed(name())}
        sentence={t().arrive.doneText}
      />
    </Screen>
  );
}

function Over(): JSX.Element {
  const t = useText(restoreWords);
  return (
    <Screen title={t().arrive.title} sign bare>
      <ErrorState
        picture="phone"
        happened={t().arrive.over}
        todo={t().arrive.overTodo}
        act={{ label: t().arrive.scan, icon: "scan", href: "/scan?for=phone" }}
        help={{ label: t().back, href: "/lost" }}
      />
    </Screen>
  );
}

function Broken(): JSX.Element {
  const t = useText(restoreWords);
  return (
    <Screen title={t().arrive.title} sign bare>
      <ErrorState
        picture="letter"
        happened={t().arrive.broken}
        todo={t().arrive.brokenTodo}
        act={{ label: t().arrive.scan, icon: "scan", href: "/scan?for=phone" }}
        help={{ label: t().back, href: "/lost" }}
      />
    </Screen>
  );
}

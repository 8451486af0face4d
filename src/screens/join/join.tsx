import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, createResource, createSignal, lazy, Match, Show, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { faultText } from "../../locale/faults.ts";
import { joinWords } from "../../locale/join.ts";
import type { Answer, Fault, InviteSeen } from "../../peer/station.ts";
import { Empty, ErrorState, Skeleton } from "../../ui/empty.tsx";
import { createView, useApp, useSettings, useStation, useText } from "../app.tsx";
import { keepInvite } from "../invite_kept.ts";
import { linkManifest } from "../manifest_link.ts";
import { type PosterCode, readPosterCode } from "../poster_code.ts";
import { Screen } from "../screen.tsx";
import { JoinForm } from "./join_form.tsx";

const OtherBrowser = lazy(() => import("../other_browser.tsx"));

/** From the poster: who invites, then letters, name, and she is in. */
export default function Join(): JSX.Element {
  const params = useParams();
  const station = useStation();
  const { shelf } = useApp();
  const view = createView();
  const t = useText(joinWords);
  const poster = createMemo(() => readPosterCode(params.poster ?? ""));
  const [invite, { refetch }] = createResource(poster, ({ community, building, code }: PosterCode) =>
    station.acts.seeInvite(community, building, code),
  );
  const seen = (): InviteSeen | undefined => {
    const answer = invite.state === "ready" ? invite() : undefined;
    return answer?.ok ? answer.value : undefined;
  };
  // Whoever is entering just now leaves by herself, once everything is signed.
  const [isEntering, setEntering] = createSignal(false);
  const isMember = () =>
    !isEntering() && view().phase === "ready" && view().community?.id === poster()?.community;
  // Whoever cannot join just now finds the invite again.
  createEffect(() => {
    const code = poster();
    const answer = invite.state === "ready" ? invite() : undefined;
    if (code === null || view().phase !== "empty") return;
    linkManifest(document, code);
    if (answer !== undefined) keepInvite(shelf, mayLater(answer) ? (params.poster ?? null) : null);
  });
  return (
    <Switch
      fallback={
        <Screen title={t().title} bare>
          <Show when={poster() === null} fallback={<Checking />}>
            <Broken sentence={t().brokenLink} />
          </Show>
        </Screen>
      }
    >
      <Match when={isMember()}>
        <Screen title={t().title} bare>
          <Empty picture="tea" sentence={t().already} act={{ label: t().goHome, icon: "home", href: "/" }} />
        </Screen>
      </Match>
      <Match when={view().keyFault !== null}>
        <OtherBrowser invite={seen()} />
      </Match>
      <Match when={invite.state === "ready" && poster() !== null && invite()}>
        {(answer) => (
          <Answered
            answer={answer()}
            poster={poster() as PosterCode}
            again={() => void refetch()}
            onEnter={setEntering}
          />
        )}
      </Match>
    </Switch>
  );
}

/** The invite is good, or nobody could say: it is worth keeping. */
const mayLater = (answer: Answer<InviteSeen>): boolean => answer.ok || UNSURE.has(answer.fault);

const UNSURE: ReadonlySet<Fault> = new Set<Fault>(["relay_unreachable", "busy", "rate"]);

function Checking(): JSX.Element {
  const t = useText(joinWords);
  return <Skeleton label={t().checking} rows={2} />;
}

function Answered(props: {
  readonly answer: Answer<InviteSeen>;
  readonly poster: PosterCode;
  readonly again: () => void;
  readonly onEnter: (isEntering: boolean) => void;
}): JSX.Element {
  const settings = useSettings();
  const t = useText(joinWords);
  const c = useText(common);
  const fault = () => (props.answer.ok ? undefined : props.answer.fault);
  const seen = () => (props.answer.ok ? props.answer.value : undefined);
  const isOffline = () => UNSURE.has(fault() ?? "no_such_invite");
  return (
    <Show
      when={seen()}
      fallback={
        <Screen title={t().title} bare>
          <Show
            when={isOffline()}
            fallback={<Broken sentence={faultText(fault() ?? "no_such_invite", settings.lang())} />}
          >
            <ErrorState
              happened={t().offlineTitle}
              todo={t().inviteKept}
              act={{ label: c().retry, icon: "refresh", onClick: () => props.again() }}
            />
          </Show>
        </Screen>
      }
    >
      {(invite) => <JoinForm invite={invite()} poster={props.poster} onEnter={props.onEnter} />}
    </Show>
  );
}

/** The code of this poster does not work: why, and what to do. */
function Broken(props: { readonly sentence: string }): JSX.Element {
  const t = useText(joinWords);
  const c = useText(common);
  return (
    <ErrorState
      picture="post"
      happened={t().wrongTitle}
      todo={props.sentence}
      act={{ label: t().scan, icon: "scan", href: "/scan?for=poster" }}
      help={{ label: c().callSteward, icon: "phone", href: "/help" }}
    />
  );
}

import "./poster.css";
import { useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import type { Building } from "../../domain/founding.ts";
import { posterWords } from "../../locale/poster.ts";
import { momentWords } from "../../locale/time.ts";
import type { InviteMade } from "../../peer/station.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Select } from "../../ui/select.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText, useWhen } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { Screen } from "../screen.tsx";
import { above, mayInvite } from "./code.ts";

/** `/invite/:building`: one person, one use: a code to scan, words for a chat. */
export default function InvitePage(): JSX.Element {
  const t = useText(posterWords);
  const params = useParams();
  const view = createView();
  const mine = (): readonly Building[] =>
    (view().community?.buildings ?? []).filter(({ id }) => mayInvite(view(), id));
  const building = () => mine().find(({ id }) => id === params.building) ?? mine()[0];
  return (
    <Show
      when={building()}
      fallback={
        <Screen title={t().invite.title} above="/">
          <Empty picture="board" sentence={t().notYours} act={{ label: t().back, href: "/" }} />
        </Screen>
      }
    >
      {(found) => <Invite building={found()} choices={mine()} />}
    </Show>
  );
}

function Invite(props: { readonly building: Building; readonly choices: readonly Building[] }): JSX.Element {
  const t = useText(posterWords);
  const station = useStation();
  const navigate = useNavigate();
  const view = createView();
  const acting = createActing();
  const [last, setMade] = createSignal<InviteMade | null>(null);
  const made = () => (last()?.building === props.building.id ? last() : null);
  const make = async (): Promise<void> => {
    const { id } = props.building;
    await acting.run(() => station.acts.makeInvite(id, "personal"), setMade);
  };
  const foot = () => (
    <Show
      when={made()}
      fallback={
        <ActBar act={{ label: t().invite.make, onClick: () => void make(), busy: acting.isBusy() }} />
      }
    >
      {(invite) => <InviteBar building={props.building} invite={invite()} onAgain={() => void make()} />}
    </Show>
  );
  return (
    <Screen title={t().invite.title} above={above(view())} foot={foot()}>
      <p>{t().invite.sentence}</p>
      <Show when={props.choices.length > 1}>
        <Select
          label={t().invite.where}
          value={props.building.id}
          options={props.choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => navigate(`/invite/${id}`, { replace: true })}
        />
      </Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      <Show when={made()}>{(invite) => <Made building={props.building} invite={invite()} />}</Show>
      <Show when={view().me?.isOperator}>
        <p class="muted">{t().invite.steward}</p>
      </Show>
    </Screen>
  );
}

function Made(props: { readonly building: Building; readonly invite: InviteMade }): JSX.Element {
  const t = useText(posterWords);
  const view = createView();
  const when = useWhen(view);
  return (
    <Card>
      <div class="invite-code">
        <QrCode text={props.invite.link.toUpperCase()} label={t().invite.qr(props.building.name)} />
        <p>
          <strong>{props.building.name}</strong>
        </p>
        <p class="muted">{t().invite.until(momentWords(props.invite.expires, when()))}</p>
      </div>
      <p>{t().invite.scan}</p>
    </Card>
  );
}

/** Words for a chat, in one tap; the phone's own share sheet where it has one. */
function InviteBar(props: {
  readonly building: Building;
  readonly invite: InviteMade;
  readonly onAgain: () => void;
}): JSX.Element {
  const t = useText(posterWords);
  const view = createView();
  const copying = createCopying(() => {
    const { community, me } = view();
    // Small letters: a chat makes a link of them, and the code is the same.
    const link = props.invite.link.toLowerCase();
    return t().invite.text(me?.name ?? "", community?.name ?? "", props.building.name, link);
  });
  return (
    <ActBar
      act={{
        label: copying.isCopied() ? t().invite.copied : t().invite.copy,
        icon: copying.isCopied() ? "check" : "copy",
        onClick: () => void copying.copy(),
      }}
      quiet={{ label: t().invite.again, onClick: () => props.onAgain() }}
    />
  );
}

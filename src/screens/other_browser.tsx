import "./other_browser.css";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { browserWords } from "../locale/browser.ts";
import { common } from "../locale/common.ts";
import type { InviteSeen } from "../peer/station.ts";
import { Button } from "../ui/button.tsx";
import { Card, RowCard } from "../ui/card.tsx";
import { Steps } from "../ui/steps.tsx";
import { createView, useApp, useText } from "./app.tsx";
import { createCopying } from "./copying.ts";
import { keptInvite } from "./invite_kept.ts";
import { Screen } from "./screen.tsx";

/** No key is made here: the way out of another app's window, or to a browser that keeps one. */
export default function OtherBrowser(props: {
  readonly invite?: InviteSeen | undefined;
  /** It stands inside another screen, which says where one is. */
  readonly isPart?: boolean | undefined;
}): JSX.Element {
  const view = createView();
  const t = useText(browserWords);
  const isApp = () => view().keyFault === "in_container";
  const guide = () => (
    <Show when={isApp()} fallback={<Unfit invite={props.invite} />}>
      <Show when={!props.isPart}>
        <Corner />
      </Show>
      <InApp invite={props.invite} />
    </Show>
  );
  return (
    <Show when={!props.isPart} fallback={guide()}>
      <Screen title={t().title} headline={isApp() ? t().container.headline : t().unfit.headline} bare>
        {guide()}
        <Show when={props.invite}>
          {(invite) => (
            <RowCard title={t().look} icon="search" href={`/b/${invite().community}/${invite().building}`} />
          )}
        </Show>
      </Screen>
    </Show>
  );
}

function InApp(props: { readonly invite: InviteSeen | undefined }): JSX.Element {
  const t = useText(browserWords);
  const app = useApp().container ?? "app";
  return (
    <>
      <p>{t().container.sentence(t().app[app])}</p>
      <From invite={props.invite} />
      <Steps steps={[t().container.first, t().container.item(app), t().container.last]} />
      <p class="muted">{t().container.or}</p>
      <CopyLink />
    </>
  );
}

function Unfit(props: { readonly invite: InviteSeen | undefined }): JSX.Element {
  const t = useText(browserWords);
  return (
    <>
      <p>{t().unfit.sentence}</p>
      <From invite={props.invite} />
      <Steps steps={t().unfit.steps} />
      <CopyLink />
    </>
  );
}

function From(props: { readonly invite: InviteSeen | undefined }): JSX.Element {
  const t = useText(browserWords);
  return (
    <Show when={props.invite}>
      {(invite) => (
        <Card tone="warm">
          <p>{t().from(`${invite().name} ${invite().buildingName}`)}</p>
        </Card>
      )}
    </Show>
  );
}

/** The address carries the invite; where nothing may be copied it stands there to be copied by hand. */
function CopyLink(): JSX.Element {
  const t = useText(browserWords);
  const c = useText(common);
  const { shelf, origin } = useApp();
  const kept = keptInvite(shelf);
  // Whoever looks around meanwhile still carries the invite along.
  const link = () =>
    kept === null || /^\/j\//iu.test(location.pathname) ? location.href : `${origin}/j/${kept}`;
  const copying = createCopying(link);
  return (
    <>
      <Button
        kind="outline"
        icon={copying.isCopied() ? "check" : "copy"}
        label={copying.isCopied() ? c().copied : t().copy}
        onClick={() => void copying.copy()}
        wide
      />
      <Show when={copying.isRefused()}>
        <div role="status">
          <p>{t().byHand}</p>
          <p class="link-by-hand">{link()}</p>
        </div>
      </Show>
    </>
  );
}

/** The app's own menu is outside of the page: an arrow to where it is. */
function Corner(): JSX.Element {
  const t = useText(browserWords);
  return (
    <p class="corner">
      <span>{t().container.corner}</span>
      <CornerArrow />
    </p>
  );
}

/** From the words to the corner of the app's window, where its menu is; the words say it, too. */
function CornerArrow(): JSX.Element {
  return (
    <svg class="picture corner-arrow" viewBox="0 0 72 120" aria-hidden="true">
      <path class="picture-warm" d="M6 110C38 112 58 76 56 12M40 26L56 7L68 28" />
    </svg>
  );
}

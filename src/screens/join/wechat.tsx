import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { joinWords } from "../../locale/join.ts";
import type { InviteSeen } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** Inside WeChat nothing is kept, so no key is made there: a picture guide out of it. */
export function WeChat(props: { readonly invite: InviteSeen | undefined }): JSX.Element {
  const t = useText(joinWords);
  const c = useText(common);
  const [isCopied, setCopied] = createSignal(false);
  const copy = (): void => {
    void navigator.clipboard?.writeText(location.href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Screen title={t().title} headline={t().wechat.title} bare>
      <p>{t().wechat.sentence}</p>
      <Corner />
      <Show when={props.invite}>
        {(invite) => (
          <Card tone="warm">
            <p>{t().wechat.from(`${invite().name} ${invite().buildingName}`)}</p>
          </Card>
        )}
      </Show>
      <Steps steps={t().wechat.steps} />
      <p class="muted">{t().wechat.or}</p>
      <Button
        kind="outline"
        icon={isCopied() ? "check" : "copy"}
        label={isCopied() ? c().copied : t().wechat.copy}
        onClick={copy}
        wide
      />
    </Screen>
  );
}

/** WeChat's window with its own corner ringed, and the row to choose: silent, the steps below say it. */
function Corner(): JSX.Element {
  return (
    <svg class="picture wechat" viewBox="0 0 240 120" aria-hidden="true">
      <path class="picture-wash" d="M12 16Q12 8 20 8H220Q228 8 228 16V40H12Z" />
      <path
        class="picture-ink"
        d="M12 112V16Q12 8 20 8H220Q228 8 228 16V112M12 40H228M34 18L26 24L34 30M104 24H136M34 62H92M34 80H76"
      />
      <path class="picture-ink" d="M192 24h.01M203 24h.01M214 24h.01" />
      <path
        class="picture-warm"
        d="M182 24A21 15 0 1 0 224 24A21 15 0 1 0 182 24ZM203 88V50M195 59L203 49L211 59M124 66H184Q190 66 190 72V98Q190 104 184 104H124Q118 104 118 98V72Q118 66 124 66ZM130 85A9 9 0 1 0 148 85A9 9 0 1 0 130 85ZM130 85H148M139 76V94M158 85H178"
      />
    </svg>
  );
}

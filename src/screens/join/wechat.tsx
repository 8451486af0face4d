import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { joinWords } from "../../locale/join.ts";
import type { InviteSeen } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icons.tsx";
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
      <div class="wechat-corner" aria-hidden="true">
        <Icon name="more" />
      </div>
      <p>{t().wechat.sentence}</p>
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

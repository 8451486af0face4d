import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { meWords } from "../../locale/me.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";

/** 我是谁: the accounts on this phone. */
export function WhoPage(): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(meWords);
  const c = useText(common);
  const acting = createActing();
  const [isLeaving, setLeaving] = createSignal(false);
  return (
    <>
      <p class="muted">{t().whoPage.sentence}</p>
      <Key each={view().identities} by="account">
        {(one) => (
          <Card>
            <div class="spread">
              <strong>{one().name}</strong>
              <Show
                when={one().isCurrent}
                fallback={
                  <Button
                    kind="outline"
                    label={t().whoPage.switch(one().name)}
                    onClick={() =>
                      void acting.run(() => station.acts.switchTo(one().community, one().account))
                    }
                  />
                }
              >
                <Pill tone="green" icon="check" word={t().whoPage.current} />
              </Show>
            </div>
          </Card>
        )}
      </Key>
      <Show when={view().isDemo}>
        <Button kind="outline" icon="users" label={t().whoPage.demo} href="/demo" />
      </Show>
      <Button kind="quiet" label={t().whoPage.leave} onClick={() => setLeaving(true)} />
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      <Sheet
        open={isLeaving()}
        onClose={() => setLeaving(false)}
        title={t().whoPage.leaveTitle}
        sentence={t().whoPage.leaveSentence}
        closeLabel={c().close}
        acts={{
          danger: true,
          act: {
            label: t().whoPage.leaveSure,
            busy: acting.isBusy(),
            onClick: () =>
              void acting.run(
                () => station.acts.leave(),
                () => setLeaving(false),
              ),
          },
          quiet: { label: c().cancel, onClick: () => setLeaving(false) },
        }}
      />
    </>
  );
}

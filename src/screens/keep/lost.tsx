import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { restoreWords } from "../../locale/restore.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { createView, useApp, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { HALFWAY } from "../shelf.ts";

/**
 * A key existed on this phone and is gone, or somebody comes with an account from elsewhere: nothing is lost but the
 * key, and here are the ways back, the quickest first.
 */
export default function Lost(): JSX.Element {
  const view = createView();
  const { shelf } = useApp();
  const t = useText(restoreWords);
  const isLost = () => view().phase === "lost";
  const happened = () => {
    const name = view().lostMarker?.name ?? null;
    if (!isLost()) return t().lost.came;
    return name === null ? t().lost.happened : t().lost.happenedTo(name);
  };
  const restore = () => {
    const community = view().lostMarker?.community;
    return community === undefined ? "/restore" : `/restore/${community}`;
  };
  return (
    <Screen title={t().title} headline={happened()} above={isLost() ? undefined : "/"} sign bare>
      <p>{isLost() ? t().lost.why : t().lost.cameWhy}</p>
      <Show when={shelf.get(HALFWAY) !== null}>
        <Note kind="warn" title={t().recovering.stopped}>
          {t().recovering.stoppedText}
        </Note>
      </Show>
      <Section title={t().lost.ask}>
        <div class="settings">
          <RowCard title={t().lost.code} note={t().lost.codeNote} icon="key" href={restore()} />
          <RowCard title={t().lost.phone} note={t().lost.phoneNote} icon="smartphone" href="/lost/phone" />
          <RowCard title={t().lost.neither} note={t().lost.neitherNote} icon="users" href="/lost/steward" />
        </div>
      </Section>
      <RowCard
        title={t().lost.newcomer}
        note={t().lost.newcomerNote}
        icon="doorOpen"
        href="/welcome"
        onClick={() => shelf.set(HALFWAY, null)}
      />
    </Screen>
  );
}

import type { JSX } from "solid-js";
import { lazy, Show, Suspense } from "solid-js";
import { common } from "../locale/common.ts";
import { agoWords } from "../locale/time.ts";
import type { SyncWord } from "../peer/station.ts";
import type { IconName } from "../ui/icons.tsx";
import type { Tone } from "../ui/pill.tsx";
import { StatusWord } from "../ui/status-word.tsx";
import { createView, useApp, useText, useWhen } from "./app.tsx";
import { underWay } from "./under_way.ts";

const StatusSheet = lazy(() => import("./status_sheet.tsx"));

const LOOK: Readonly<Record<SyncWord, { readonly tone: Tone; readonly icon: IconName }>> = {
  unknown: { tone: "muted", icon: "hourglass" },
  synced: { tone: "green", icon: "cloudCheck" },
  waiting: { tone: "blue", icon: "hourglass" },
  offline: { tone: "muted", icon: "cloudOff" },
  relay_down: { tone: "muted", icon: "cloudOff" },
};

/** What was seen last says so itself. */
const REMEMBERED = { tone: "muted", icon: "hourglass" } as const;

/** The header's word about sync, and under a tap the list of what waits and why. Before the first answer it says nothing. */
export function Status(): JSX.Element {
  const view = createView();
  const t = useText(common);
  const when = useWhen(view);
  const [isOpen, setOpen] = useApp().statusOpen;
  const isRemembered = () => view().phase === "remembered";
  const word = (): string | undefined => {
    const { word: at } = view().sync;
    if (isRemembered()) return t().sync.remembered;
    switch (at) {
      case "unknown":
        return undefined;
      case "synced":
        return t().sync.synced;
      case "waiting":
        return t().sync.waiting(underWay(view()).length);
      case "offline":
        return t().sync.offline;
      case "relay_down":
        return t().sync.down;
      default:
        return at satisfies never;
    }
  };
  const ago = (): string | undefined => {
    const { word: at, at: moment } = view().sync;
    // Another length of the word would move the page when the station opens.
    return at === "synced" && moment !== null && !isRemembered() ? agoWords(moment, when()) : undefined;
  };
  return (
    <>
      <StatusWord
        {...(isRemembered() ? REMEMBERED : LOOK[view().sync.word])}
        word={word()}
        ago={ago()}
        onOpen={() => setOpen(true)}
      />
      <Show when={isOpen()}>
        <Suspense>
          <StatusSheet onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}

import "./scan.css";
import { useNavigate, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, For, on, onCleanup, onMount, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { scanWords } from "../../locale/scan.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import type { Act } from "../../ui/button.tsx";
import { Details } from "../../ui/details.tsx";
import { useApp, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { browserDeps } from "./browser.ts";
import { OtherWays, Otherwise } from "./otherwise.tsx";
import { type Aim, outcomeOf, stepOf } from "./outcome.ts";
import { createScanning, type Scanning } from "./scanning.ts";
import { Viewfinder } from "./viewfinder.tsx";

/** What somebody came to scan, and the screen above that. It changes words only: every code is read. */
const ABOVE: Readonly<Record<Aim, string>> = {
  any: "/",
  poster: "/welcome",
  paper: "/restore",
  phone: "/lost/phone",
  door: "/",
};
const isAim = (text: unknown): text is Aim => typeof text === "string" && Object.hasOwn(ABOVE, text);

/** `/scan`, `/scan?for=paper`: the camera reads a code, and the screen that it leads to asks what to do. */
export default function Scan(): JSX.Element {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { origin, updates } = useApp();
  const t = useText(scanWords);
  // The scan itself is no place to come back to.
  const go = (to: string): void => navigate(to, { replace: true });
  const scanning = createScanning({ ...browserDeps(window), origin, go });
  const { state, look, readPhoto, readText } = scanning;
  // A page that starts anew would take the camera out of her hand.
  onCleanup(updates.hold());
  makeDarkWhenHidden(scanning);
  const aim = (): Aim => (isAim(search.for) ? search.for : "any");
  const outcome = () => outcomeOf(state(), aim(), t(), go);
  const step = createMemo(() => stepOf(state()));
  createEffect(on(step, showOutcome, { defer: true }));
  const camera = createMemo(() => {
    const now = state();
    return now.at === "looking" ? now.camera : undefined;
  });
  /** Without a picture the other ways are the way. */
  const isStuck = createMemo(() => step() === "fault" || step() === "nothing");
  const ways = () => ({ aim: aim(), onPhoto: (photo: Blob) => void readPhoto(photo), onText: readText });
  return (
    <Screen
      title={t().title}
      headline={outcome().headline}
      above={ABOVE[aim()]}
      bare
      foot={<Foot scanning={scanning} act={outcome().act} />}
    >
      <Show when={camera()}>
        {(shown) => <Viewfinder camera={shown()} onVideo={(video) => void look(video)} />}
      </Show>
      <div role="status" class="stack">
        <For each={outcome().lines}>{(line) => <p>{line}</p>}</For>
      </div>
      <Show when={camera()}>
        <p class="muted">{t().why}</p>
      </Show>
      <Show when={step() !== "opening" && step() !== "reading"}>
        <Show when={!isStuck()} fallback={<Otherwise {...ways()} />}>
          <Details summary={camera() ? t().trouble : t().otherwise}>
            <OtherWays {...ways()} />
          </Details>
        </Show>
      </Show>
    </Screen>
  );
}

/** The camera, unless what was found asks for something else; nothing while it looks. */
function Foot(props: { readonly scanning: Scanning; readonly act: Act | undefined }): JSX.Element {
  const t = useText(scanWords);
  const c = useText(common);
  const acts = (): { readonly act: Act; readonly quiet?: Act } | undefined => {
    const now = props.scanning.state();
    const camera = (label: string): Act => {
      const { open } = props.scanning;
      return { label, icon: "camera", onClick: () => void open() };
    };
    switch (now.at) {
      case "asking":
        return { act: camera(t().open) };
      case "opening":
        return { act: { ...camera(t().opening), busy: true } };
      case "reading":
      case "looking":
        return undefined;
      case "fault":
        // Asking again brings no camera and no other address.
        return now.fault === "none" || now.fault === "insecure" ? undefined : { act: camera(c().retry) };
      case "nothing":
        return { act: camera(t().withCamera) };
      case "found":
        if (now.scanned.what === "ours") return undefined;
        return props.act === undefined
          ? { act: camera(t().again) }
          : { act: props.act, quiet: camera(t().again) };
      default:
        return now satisfies never;
    }
  };
  return <Show when={acts()}>{(bar) => <ActBar act={bar().act} quiet={bar().quiet} />}</Show>;
}

/** What it came to stands at the top of the screen, and is read out. */
function showOutcome(): void {
  scrollTo(0, 0);
  document.querySelector("h1")?.focus({ preventScroll: true });
}

/** make: dark while nobody looks at the page, and when it is left. */
function makeDarkWhenHidden({ begin, close, hide, show }: Scanning): void {
  const change = (): void => {
    if (document.visibilityState === "hidden") hide();
    else void show();
  };
  onMount(() => {
    void begin();
    document.addEventListener("visibilitychange", change);
    addEventListener("pagehide", hide);
  });
  onCleanup(() => {
    document.removeEventListener("visibilitychange", change);
    removeEventListener("pagehide", hide);
    close();
  });
}

import type { JSX } from "solid-js";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { scanWords } from "../../locale/scan.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../app.tsx";
import type { Camera } from "./camera.ts";

/** What the camera sees, a frame to hold the code in, and the phone's light where it has one. */
export function Viewfinder(props: {
  readonly camera: Camera;
  /** The picture runs. */
  readonly onVideo: (video: HTMLVideoElement) => void;
}): JSX.Element {
  const t = useText(scanWords);
  let video: HTMLVideoElement | undefined;
  onMount(() => {
    if (video === undefined) return;
    const shown = video;
    const { camera, onVideo } = props;
    shown.srcObject = camera.stream;
    // A screen that was left meanwhile needs no picture.
    void shown.play().catch(() => undefined);
    onVideo(shown);
    onCleanup(() => {
      shown.srcObject = null;
    });
  });
  return (
    <div class="scan">
      <video ref={video} class="scan-video" aria-label={t().picture} muted playsinline />
      <svg class="scan-frame" viewBox="0 0 100 100" aria-hidden="true">
        <path d="M4 22V4H22M78 4H96V22M96 78V96H78M22 96H4V78" />
      </svg>
      <Show when={props.camera.shine}>{(shine) => <Light shine={shine()} />}</Show>
    </div>
  );
}

function Light(props: { readonly shine: (isOn: boolean) => Promise<void> }): JSX.Element {
  const t = useText(scanWords);
  const [isOn, setOn] = createSignal(false);
  const turn = async (): Promise<void> => {
    const next = !isOn();
    // Some cameras name a light and have none.
    await props.shine(next).then(
      () => setOn(next),
      () => undefined,
    );
  };
  return <Button kind="outline" label={isOn() ? t().lightOff : t().lightOn} onClick={() => void turn()} />;
}

/** One visit to 扫一扫: asking, opening, looking, and what came of it. It draws nothing. */
import type { Accessor } from "solid-js";
import { createSignal } from "solid-js";
import { type Camera, type CameraFault, openCamera } from "./camera.ts";
import type { CodeReader, Picture } from "./reader.ts";
import { readScanned, type Scanned } from "./scanned.ts";

/** Why nothing is looked at: no picture, or no program that reads it. */
export type ScanFault = CameraFault | "reader";

export type ScanState =
  /** Before the browser asks: what the camera is for. */
  | { readonly at: "asking" }
  | { readonly at: "opening" }
  | { readonly at: "looking"; readonly camera: Camera; readonly isSlow: boolean }
  | { readonly at: "fault"; readonly fault: ScanFault }
  /** A photo was chosen and is looked at. */
  | { readonly at: "reading" }
  /** A photo without a code in it, or none that the browser can open. */
  | { readonly at: "nothing"; readonly why: "photo" | "unreadable" }
  | { readonly at: "found"; readonly scanned: Scanned };

export interface ScanDeps {
  readonly devices: Pick<MediaDevices, "getUserMedia"> | undefined;
  readonly isSecure: boolean;
  /** Whether the browser would not ask any more. */
  readonly isGranted: () => Promise<boolean>;
  readonly reader: CodeReader;
  /** Null: the browser cannot open it. */
  readonly photoOf: (photo: Blob) => Promise<ImageBitmap | null>;
  readonly origin: string;
  /** Opens one of our own screens, which asks before anything happens. */
  readonly go: (to: string) => void;
  readonly wait: (ms: number) => Promise<unknown>;
}

export interface Scanning {
  readonly state: Accessor<ScanState>;
  /** Opens the camera where nobody needs to be asked, else explains first. */
  readonly begin: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Every track ends; what the browser answers later finds nobody. */
  readonly close: () => void;
  /** Nobody looks at the page: dark. When somebody does again it begins where it looked, or where she has allowed it since. */
  readonly hide: () => void;
  readonly show: () => Promise<void>;
  /** What the camera shows, while it looks. */
  readonly look: (video: HTMLVideoElement) => Promise<void>;
  readonly readPhoto: (photo: Blob) => Promise<void>;
  readonly readText: (text: string) => void;
}

/** Milliseconds between two looks: a cheap phone needs its breath for the picture itself. */
const PAUSE_MS = 100;
/** Milliseconds after which it is said what may help. */
const SLOW_MS = 8000;

export function createScanning(deps: ScanDeps): Scanning {
  const [state, setState] = createSignal<ScanState>({ at: "asking" });
  let camera: Camera | null = null;
  /** Counts what was begun: an answer to something older is dropped. */
  let turn = 0;
  const dark = (): number => {
    camera?.stop();
    camera = null;
    turn += 1;
    return turn;
  };
  const settle = (next: ScanState): void => {
    dark();
    setState(next);
  };

  async function begin(): Promise<void> {
    const mine = dark();
    setState({ at: "asking" });
    if ((await deps.isGranted()) && mine === turn) await open();
  }

  function hide(): void {
    const { at } = state();
    if (at === "looking" || at === "opening") settle({ at: "asking" });
  }

  async function show(): Promise<void> {
    const now = state();
    const mine = turn;
    const mayBegin = now.at === "asking" || (now.at === "fault" && now.fault === "refused");
    if (mayBegin && (await deps.isGranted()) && mine === turn) await open();
  }

  async function open(): Promise<void> {
    const mine = dark();
    setState({ at: "opening" });
    const { devices, isSecure } = deps;
    const opened = await openCamera({
      devices,
      isSecure,
      onTaken: () => mine === turn && settle({ at: "fault", fault: "busy" }),
    });
    if (mine !== turn) {
      if (opened.ok) opened.value.stop();
      return;
    }
    if (!opened.ok) return settle({ at: "fault", fault: opened.error });
    camera = opened.value;
    setState({ at: "looking", camera, isSlow: false });
    await deps.wait(SLOW_MS);
    if (mine === turn) setState({ at: "looking", camera, isSlow: true });
  }

  async function look(video: HTMLVideoElement): Promise<void> {
    const mine = turn;
    while (mine === turn) {
      const texts = await textsIn(video);
      if (mine !== turn) return;
      if (texts === null) return settle({ at: "fault", fault: "reader" });
      if (texts.length > 0) return take(texts);
      await deps.wait(PAUSE_MS);
    }
  }

  /** Null: there is no program that could read it. */
  const textsIn = (picture: Picture): Promise<readonly string[] | null> =>
    isThere(picture) ? deps.reader.read(picture).catch(() => null) : Promise.resolve([]);

  /** Of several codes on one wall ours is meant. */
  function take(texts: readonly string[]): void {
    const all = texts.map((text) => readScanned(text, deps.origin));
    const best =
      all.find(({ what }) => what === "ours") ?? all.find(({ what }) => what !== "foreign") ?? all[0];
    if (best === undefined) return;
    settle({ at: "found", scanned: best });
    if (best.what === "ours") deps.go(best.to);
  }

  async function readPhoto(photo: Blob): Promise<void> {
    const mine = dark();
    setState({ at: "reading" });
    const picture = await deps.photoOf(photo);
    const texts = picture === null ? [] : await textsIn(picture);
    picture?.close();
    if (mine !== turn) return;
    if (texts === null) return settle({ at: "fault", fault: "reader" });
    if (texts.length === 0) return settle({ at: "nothing", why: picture === null ? "unreadable" : "photo" });
    take(texts);
  }

  const readText = (text: string): void => take([text]);
  return { state, begin, open, close: () => void dark(), hide, show, look, readPhoto, readText };
}

const isThere = (picture: Picture): boolean =>
  "videoWidth" in picture ? picture.readyState >= 2 && picture.videoWidth > 0 : picture.width > 0;

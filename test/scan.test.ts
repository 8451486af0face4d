/** 扫一扫: when the camera is lit, who reads, and what happens to what was read. */
import { encodeQR } from "qr";
import { expect, test, vi } from "vitest";
import { faultOf, openCamera } from "../src/screens/scan/camera.ts";
import { decode } from "../src/screens/scan/own_reader.ts";
import { createReader, type Look, type NativeDetector, type Picture } from "../src/screens/scan/reader.ts";
import { createScanning, type ScanDeps } from "../src/screens/scan/scanning.ts";

const HERE = "https://yz.example";
const POSTER = "HTTPS://YZ.EXAMPLE/J/OSKRH4NE47PXNNABRE3RLFQZ7A5ABCDEF";
const OTHER = POSTER.replace("YZ", "OTHER");
const VIDEO = { videoWidth: 640, videoHeight: 480, readyState: 4 } as HTMLVideoElement;

class FakeTrack extends EventTarget {
  readyState: "live" | "ended" = "live";
  readonly lights: boolean[] = [];
  readonly hasLight: boolean;
  constructor(hasLight: boolean) {
    super();
    this.hasLight = hasLight;
  }
  getCapabilities(): object {
    return this.hasLight ? { torch: true } : {};
  }
  applyConstraints({ advanced }: { advanced: readonly { torch: boolean }[] }): Promise<void> {
    this.lights.push(advanced[0]?.torch === true);
    return Promise.resolve();
  }
  stop(): void {
    this.readyState = "ended";
  }
}

/** Cameras that are given one after the other; a fault is the name of what the browser throws. */
function fakeDevices(...given: readonly (FakeTrack | string | Promise<FakeTrack>)[]) {
  const rest = [...given];
  const asked: MediaStreamConstraints[] = [];
  const getUserMedia = async (wanted: MediaStreamConstraints): Promise<MediaStream> => {
    asked.push(wanted);
    const next = await rest.shift();
    if (next === undefined || typeof next === "string") throw new DOMException("no", next ?? "NotFoundError");
    const tracks = [next];
    return { getTracks: () => tracks, getVideoTracks: () => tracks } as unknown as MediaStream;
  };
  return { asked, getUserMedia };
}

interface World {
  /** What the reader finds at each look; the last stays. */
  readonly texts?: readonly (readonly string[] | Error)[];
  /** A person changes it in the settings of her browser. */
  isGranted?: boolean;
}

function visit(devices: ScanDeps["devices"], world: World = {}) {
  const { texts = [[]] } = world;
  const gone: string[] = [];
  const waits: (() => void)[] = [];
  let looks = 0;
  const scanning = createScanning({
    devices,
    isSecure: true,
    isGranted: () => Promise.resolve(world.isGranted === true),
    reader: {
      read: () => {
        const found = texts[Math.min(looks++, texts.length - 1)] ?? [];
        return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
      },
    },
    photoOf: (photo) => Promise.resolve(photo.size === 0 ? null : ({ width: 9, close: vi.fn() } as never)),
    origin: HERE,
    go: (to) => gone.push(to),
    wait: () => new Promise<void>((resolve) => waits.push(resolve)),
  });
  return { scanning, gone, looks: () => looks, pass: () => waits.shift()?.() };
}

test.each([
  ["NotAllowedError", "refused"],
  ["SecurityError", "refused"],
  ["PermissionDeniedError", "refused"],
  ["NotFoundError", "none"],
  ["DevicesNotFoundError", "none"],
  ["OverconstrainedError", "none"],
  ["NotReadableError", "busy"],
  ["TrackStartError", "busy"],
  ["AbortError", "busy"],
] as const)("[S9] %s means %s", async (name, fault) => {
  expect(faultOf(new DOMException("no", name))).toBe(fault);
  const opened = await openCamera({ devices: fakeDevices(name), isSecure: true, onTaken: () => undefined });
  expect(opened).toEqual({ ok: false, error: fault });
});

test("[S9] a page over plain http has no devices at all, and neither has a browser that gives none to pages", async () => {
  const open = (isSecure: boolean) => openCamera({ devices: undefined, isSecure, onTaken: () => undefined });
  expect(await open(false)).toEqual({ ok: false, error: "insecure" });
  expect(await open(true)).toEqual({ ok: false, error: "none" });
});

test("[S7] nothing is asked of the browser before she has tapped, unless it would not ask any more", async () => {
  const shy = fakeDevices(new FakeTrack(false));
  const first = visit(shy);
  await first.scanning.begin();
  expect(first.scanning.state()).toEqual({ at: "asking" });
  expect(shy.asked).toEqual([]);
  void first.scanning.open();
  await vi.waitFor(() => expect(first.scanning.state().at).toBe("looking"));
  expect(shy.asked).toEqual([expect.objectContaining({ audio: false })]);
  expect(shy.asked[0]?.video).toMatchObject({ facingMode: "environment" });

  const known = fakeDevices(new FakeTrack(false));
  const next = visit(known, { isGranted: true });
  void next.scanning.begin();
  await vi.waitFor(() => expect(next.scanning.state().at).toBe("looking"));
  expect(known.asked).toHaveLength(1);
});

/** A visit in which the camera looks. */
async function looking(world: World = {}) {
  const track = new FakeTrack(false);
  const again = new FakeTrack(false);
  const all = visit(fakeDevices(track, again), world);
  void all.scanning.open();
  await vi.waitFor(() => expect(all.scanning.state().at).toBe("looking"));
  return { ...all, track, again };
}

test("[S8] the camera is dark once the page is hidden, left, or a code is found", async () => {
  const hidden = await looking({ isGranted: true });
  hidden.scanning.hide();
  expect(hidden.track.readyState).toBe("ended");
  expect(hidden.scanning.state()).toEqual({ at: "asking" });
  void hidden.scanning.show();
  await vi.waitFor(() => expect(hidden.scanning.state().at).toBe("looking"));
  expect(hidden.again.readyState).toBe("live");

  const left = await looking();
  left.scanning.close();
  expect(left.track.readyState).toBe("ended");

  const found = await looking({ texts: [[POSTER]] });
  await found.scanning.look(VIDEO);
  expect(found.track.readyState).toBe("ended");
  expect(found.gone).toEqual(["/j/oskrh4ne47pxnnabre3rlfqz7a5abcdef"]);
});

test("[S8] a camera that the browser gives after the page was left is stopped at once", async () => {
  let give: (track: FakeTrack) => void = () => undefined;
  const late = new Promise<FakeTrack>((resolve) => {
    give = resolve;
  });
  const { scanning } = visit(fakeDevices(late));
  const opening = scanning.open();
  scanning.close();
  const track = new FakeTrack(false);
  give(track);
  await opening;
  expect(track.readyState).toBe("ended");
  expect(scanning.state().at).toBe("opening");
});

test("[S8] looking ends with the camera, whatever is read afterwards", async () => {
  const one = await looking({ texts: [[], [POSTER]] });
  const looked = one.scanning.look(VIDEO);
  await vi.waitFor(() => expect(one.looks()).toBe(1));
  one.scanning.hide();
  // The hint's wait, then the pause between two looks.
  one.pass();
  one.pass();
  await looked;
  expect(one.looks()).toBe(1);
  expect(one.gone).toEqual([]);
});

test("[S9] a camera that the system takes away says so", async () => {
  const { scanning, track } = await looking();
  track.dispatchEvent(new Event("ended"));
  expect(scanning.state()).toEqual({ at: "fault", fault: "busy" });
});

test("[S9] whoever allowed the camera meanwhile finds it open when she comes back", async () => {
  const world: World = {};
  const devices = fakeDevices("NotAllowedError", new FakeTrack(false));
  const { scanning } = visit(devices, world);
  await scanning.open();
  expect(scanning.state()).toEqual({ at: "fault", fault: "refused" });
  scanning.hide();
  await scanning.show();
  expect(scanning.state(), "it is still refused").toEqual({ at: "fault", fault: "refused" });
  world.isGranted = true;
  void scanning.show();
  await vi.waitFor(() => expect(scanning.state().at).toBe("looking"));
});

test("[S10] the light is offered where the camera says that it has one", async () => {
  const [dark, lamp] = [new FakeTrack(false), new FakeTrack(true)];
  const open = async (track: FakeTrack) => {
    const opened = await openCamera({
      devices: fakeDevices(track),
      isSecure: true,
      onTaken: () => undefined,
    });
    return opened.ok ? opened.value : null;
  };
  expect((await open(dark))?.shine).toBeNull();
  const shine = (await open(lamp))?.shine;
  await shine?.(true);
  await shine?.(false);
  expect(lamp.lights).toEqual([true, false]);
});

test("[S4] of several codes on one wall ours is taken, and another station's leads nowhere by itself", async () => {
  const wall = await looking({ texts: [["weixin://dl/chat", OTHER, POSTER]] });
  await wall.scanning.look(VIDEO);
  expect(wall.gone).toHaveLength(1);
  const strange = await looking({ texts: [["weixin://dl/chat", OTHER]] });
  await strange.scanning.look(VIDEO);
  expect(strange.scanning.state()).toMatchObject({ at: "found", scanned: { what: "elsewhere" } });
  expect(strange.gone).toEqual([]);
});

test("[S11] a photo is read like the camera's picture; one without a code, or that is none, says so", async () => {
  const photo = new Blob(["x"]);
  const good = visit(undefined, { texts: [[POSTER]] });
  await good.scanning.readPhoto(photo);
  expect(good.gone).toEqual(["/j/oskrh4ne47pxnnabre3rlfqz7a5abcdef"]);
  const empty = visit(undefined);
  await empty.scanning.readPhoto(photo);
  expect(empty.scanning.state()).toEqual({ at: "nothing", why: "photo" });
  await empty.scanning.readPhoto(new Blob([]));
  expect(empty.scanning.state()).toEqual({ at: "nothing", why: "unreadable" });
});

test("[S12] without a program that reads codes it says so, and the camera is dark", async () => {
  const { scanning, track } = await looking({ texts: [new TypeError("Failed to fetch")] });
  await scanning.look(VIDEO);
  expect(scanning.state()).toEqual({ at: "fault", fault: "reader" });
  expect(track.readyState).toBe("ended");
});

/** A browser's detector with these formats; `detect` as given. */
function fakeNative(
  formats: readonly string[] | Error,
  detect: () => Promise<readonly { rawValue: string }[]>,
) {
  return class {
    static getSupportedFormats(): Promise<readonly string[]> {
      return formats instanceof Error ? Promise.reject(formats) : Promise.resolve(formats);
    }
    detect = detect;
  } as unknown as NativeDetector;
}

const sees = (text: string) => () => Promise.resolve([{ rawValue: text }]);
const breaks = () => Promise.reject(new DOMException("service unavailable", "NotSupportedError"));

test.each([
  ["it reads QR codes", fakeNative(["aztec", "qr_code"], sees("native")), "native", 0],
  ["there is none", undefined, "own", 1],
  ["it reads nothing", fakeNative([], sees("native")), "own", 1],
  ["it reads other codes", fakeNative(["ean_13"], sees("native")), "own", 1],
  ["it cannot tell", fakeNative(new Error("no"), sees("native")), "own", 1],
  ["it breaks when it looks", fakeNative(["qr_code"], breaks), "own", 1],
] as const)("[S12] the browser's detector: %s", async (_, native, by, loads) => {
  const load = vi.fn(async (): Promise<Look> => async (_picture: Picture) => ["own"]);
  const reader = createReader({ native, load });
  expect(load, "not before there is a picture").not.toHaveBeenCalled();
  expect(await reader.read(VIDEO)).toEqual([by]);
  expect(await reader.read(VIDEO)).toEqual([by]);
  expect(load).toHaveBeenCalledTimes(loads);
});

test("[S12] a reader that could not be fetched is fetched again at the next picture", async () => {
  const load = vi.fn<() => Promise<Look>>().mockRejectedValueOnce(new TypeError("offline"));
  load.mockResolvedValue(async () => ["own"]);
  const reader = createReader({ native: undefined, load });
  await expect(reader.read(VIDEO)).rejects.toThrow("offline");
  expect(await reader.read(VIDEO)).toEqual(["own"]);
});

/** The code as a camera's pixels: grey on grey, from a corner. */
function pixels(text: string, scale: number, dark: number, light: number) {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const [width, height] = [modules.length * scale + 37, modules.length * scale + 11];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isDark = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      data.fill(isDark ? dark : light, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { width, height, data };
}

test.each([3, 4, 7])(
  "[S12] our own reader reads what we print, %i pixels a module, also in bad light",
  (scale) => {
    const link = `${HERE}/restore/oskrh4ne47pxnnabre3rlfqz7a#000G40R40M30E209185GR38E1WHQ`;
    for (const text of [link, POSTER]) {
      expect(decode(pixels(text, scale, 0, 255), 1000)).toBe(text);
      expect(decode(pixels(text, scale, 70, 140), 1000)).toBe(text);
    }
    expect(decode(pixels(" ", scale, 128, 128), 1000)).toBeNull();
  },
);

/** The phone's camera for the time of a scan: opened after a tap, and dark again with the screen. */
import { err, ok, type Result } from "../../../crypto/result.ts";

/** Why there is no picture. */
export type CameraFault =
  | "refused" // the person, the browser or the system said no
  | "none" // no camera, or none that a page may use
  | "busy" // another app has it, or it broke
  | "insecure"; // the page came over plain http

export interface Camera {
  readonly stream: MediaStream;
  /** Null where the camera has no light. */
  readonly shine: ((isOn: boolean) => Promise<void>) | null;
  readonly stop: () => void;
}

export interface CameraDeps {
  readonly devices: Pick<MediaDevices, "getUserMedia"> | undefined;
  readonly isSecure: boolean;
  /** The system took the camera away. */
  readonly onTaken: () => void;
}

/** The camera at the back where there are several; small codes want a large picture. */
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
};

export async function openCamera(deps: CameraDeps): Promise<Result<Camera, CameraFault>> {
  if (deps.devices === undefined) return err(deps.isSecure ? "none" : "insecure");
  try {
    return ok(cameraOf(await deps.devices.getUserMedia(WANTED), deps.onTaken));
  } catch (error) {
    return err(faultOf(error));
  }
}

function cameraOf(stream: MediaStream, onTaken: () => void): Camera {
  const tracks = stream.getTracks();
  const [track] = stream.getVideoTracks();
  for (const one of tracks) one.addEventListener("ended", onTaken);
  const hasLight = (track?.getCapabilities?.() as { readonly torch?: boolean } | undefined)?.torch === true;
  return {
    stream,
    shine:
      track === undefined || !hasLight
        ? null
        : (isOn) => track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] }),
    stop: () => {
      for (const one of tracks) {
        one.removeEventListener("ended", onTaken);
        one.stop();
      }
    },
  };
}

/** Browsers agree on the names of these, and on nothing else about them. */
export function faultOf(error: unknown): CameraFault {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "PermissionDeniedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
      return "none";
    default:
      return "busy";
  }
}

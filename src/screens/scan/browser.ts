/** What a scan needs of the browser. */
import { createReader, type NativeDetector } from "./reader.ts";
import type { ScanDeps } from "./scanning.ts";

export function browserDeps(page: Window): Omit<ScanDeps, "go" | "origin"> {
  const { navigator, document } = page;
  // Plain http has no devices, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return {
    devices,
    isSecure: page.isSecureContext,
    isGranted: () => isGranted(navigator),
    reader: createReader({
      native: (page as { readonly BarcodeDetector?: NativeDetector }).BarcodeDetector,
      load: async () => (await import("./own_reader.ts")).createOwnLook(document),
    }),
    photoOf: (photo) => page.createImageBitmap(photo).catch(() => null),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Browsers that do not tell will ask. */
async function isGranted({ permissions }: Navigator): Promise<boolean> {
  try {
    const { state } = await permissions.query({ name: "camera" as PermissionName });
    return state === "granted";
  } catch {
    return false;
  }
}

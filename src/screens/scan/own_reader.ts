/** Our own reader of codes, for browsers that have none: a chunk of its own. */
import { decodeQR } from "qr/decode.js";
import type { Look, Picture } from "./reader.ts";

/** Pixels of the longer side in which a code is looked for, one after the other. */
const VIDEO_SIDES = [1280] as const;
const PHOTO_SIDES = [1600, 800, 3200] as const;
/** Milliseconds for second thoughts about one picture; a photo is looked at once and may take longer. */
const VIDEO_MS = 16;
const PHOTO_MS = 400;

/** One canvas for all pictures: a new one for each frame would fill the memory of a small phone. */
export function createOwnLook(page: Document): Look {
  const canvas = page.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const pixels = (picture: Picture, side: number): ImageData | null => {
    const [width, height] = sizeOf(picture);
    const scale = Math.min(1, side / Math.max(width, height));
    if (context === null || width === 0 || height === 0) return null;
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  return async (picture) => {
    const isPhoto = picture instanceof ImageBitmap;
    const longest = Math.max(...sizeOf(picture));
    const sides = new Set((isPhoto ? PHOTO_SIDES : VIDEO_SIDES).map((side) => Math.min(side, longest)));
    for (const side of sides) {
      const image = pixels(picture, side);
      const text = image === null ? null : decode(image, isPhoto ? PHOTO_MS : VIDEO_MS);
      if (text !== null) return [text];
    }
    return [];
  };
}

const sizeOf = (picture: Picture): readonly [width: number, height: number] =>
  picture instanceof ImageBitmap
    ? [picture.width, picture.height]
    : [picture.videoWidth, picture.videoHeight];

/** The decoder throws where there is no code. */
export function decode(
  image: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray },
  timeLimit: number,
): string | null {
  try {
    return decodeQR(image, { timeLimit });
  } catch {
    return null;
  }
}

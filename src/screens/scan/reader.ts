/**
 * Reads QR codes out of pictures: with the browser's own detector where it really reads them, else with ours, which is
 * fetched when the first picture is there. A detector that breaks while it looks is not asked again: on phones without
 * its maker's services it exists and cannot work.
 */

/** A picture that both can look at. */
export type Picture = HTMLVideoElement | ImageBitmap;

export interface CodeReader {
  /** The texts of the codes in it. */
  readonly read: (picture: Picture) => Promise<readonly string[]>;
}

/** The browser's BarcodeDetector, as far as it is used. */
export interface NativeDetector {
  readonly getSupportedFormats: () => Promise<readonly string[]>;
  new (options: {
    readonly formats: readonly string[];
  }): { detect: (picture: Picture) => Promise<readonly { readonly rawValue: string }[]> };
}

export interface ReaderDeps {
  readonly native: NativeDetector | undefined;
  /** Fetches our own. */
  readonly load: () => Promise<Look>;
}

/** One look at a picture. */
export type Look = (picture: Picture) => Promise<readonly string[]>;

const QR = "qr_code";

export function createReader({ native, load }: ReaderDeps): CodeReader {
  let own: Promise<Look> | null = null;
  const loadOwn = (): Promise<Look> => {
    own ??= load();
    return own;
  };
  let look: Promise<Look> | null = null;
  return {
    async read(picture) {
      look ??= nativeLook(native).then((found) => found ?? loadOwn());
      try {
        return await (await look)(picture);
      } catch (error) {
        // Our own answers with nothing where it finds nothing; only the way to it can fail.
        if (own !== null) {
          own = null;
          look = null;
          throw error;
        }
        look = loadOwn();
        return (await look)(picture);
      }
    },
  };
}

async function nativeLook(native: NativeDetector | undefined): Promise<Look | null> {
  try {
    const formats = await native?.getSupportedFormats();
    if (native === undefined || formats?.includes(QR) !== true) return null;
    const detector = new native({ formats: [QR] });
    return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
  } catch {
    return null;
  }
}

/** A few short texts that outlive a reload: settings, drafts. */
export interface Shelf {
  readonly get: (key: string) => string | null;
  /** Null forgets. */
  readonly set: (key: string, value: string | null) => void;
}

/** Noted once the app was offered for the home screen. */
export const INSTALL_ASKED = "install.asked";

/** Noted while an account is on its way back to this phone: when that ends otherwise, it is said. */
export const HALFWAY = "recovery.halfway";

const PREFIX = "yizhan.";

/** A shelf on the browser's storage; where that is refused (private mode), it forgets with the page. */
export function createShelf(storage: Storage): Shelf {
  const fallback = new Map<string, string>();
  return {
    get: (key) => {
      try {
        return storage.getItem(PREFIX + key) ?? fallback.get(key) ?? null;
      } catch {
        return fallback.get(key) ?? null;
      }
    },
    set: (key, value) => {
      if (value === null) fallback.delete(key);
      else fallback.set(key, value);
      try {
        if (value === null) storage.removeItem(PREFIX + key);
        else storage.setItem(PREFIX + key, value);
      } catch {
        // Full or forbidden: what matters is in the station's own vault, not here.
      }
    },
  };
}

/**
 * How old an app may be. The number counts up when what apps sign has changed in a way that older ones do not know;
 * relay and app are built together, and meet each other in all ages.
 */

/** The generation of this app. */
export const CLIENT_VERSION = 1;

/** The oldest generation whose words a relay of this build takes. */
export const CLIENT_VERSION_MIN = 1;

/** A generation as a header or an option says it: a whole number from 1, or null. */
export function parseClientVersion(text: string | null | undefined): number | null {
  return text != null && /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : null;
}

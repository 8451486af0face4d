/** Which leaves may hold a consent: found by their bytes, so that years of them need not be opened to know. */

/** How CBOR writes the kind of a consent; other leaves may hold it by chance and are opened for nothing. */
const CONSENT = Uint8Array.of(0x67, ...new TextEncoder().encode("consent"));

export function mayHoldConsent(leaf: Uint8Array): boolean {
  const [first] = CONSENT as unknown as readonly [number];
  for (let at = leaf.indexOf(first); at >= 0; at = leaf.indexOf(first, at + 1))
    if (CONSENT.every((byte, place) => leaf[at + place] === byte)) return true;
  return false;
}

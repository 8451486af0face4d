// Every limit of the shared documents, with its unit and its reason.

/** Bytes of one Yjs update: a phone's double cap of 6,000 statements and 4 MiB, with 40 bytes of envelope each. */
export const UPDATE_BYTES_MAX = 5 * 1024 * 1024;
/** Bytes of one update that we send: a slow phone shows progress, a relay's turn stays short. */
export const CHUNK_BYTES_MAX = 64 * 1024;
/** Bytes of a state vector: 7,000 places of 9 bytes; a full document of a phone has 6,000. */
export const STATE_VECTOR_BYTES_MAX = 64 * 1024;
/** Bytes of the CBOR body of one message of our own: refusals for a whole document fit. */
export const BODY_BYTES_MAX = 256 * 1024;
/** Bytes of a bundle file: a few full documents, small enough to read into memory on a phone. */
export const BUNDLE_BYTES_MAX = 8 * 1024 * 1024;
/** Documents of one bundle file: four a building and month, two years of them. */
export const BUNDLE_DOCUMENTS_MAX = 100;
/** Bytes of statements by unknown keys that wait for the roster, for one document. */
export const WAITING_BYTES_MAX = 1024 * 1024;
/** Statements whose opening is remembered: a full document, so that building it anew verifies nothing twice. */
export const VERDICTS_MAX = 6_000;
/** Statements taken out again that a phone still shows as not accepted, for one document. */
export const TAKEN_OUT_MAX = 3_000;
/** Ids that one `erase` may name (docs/spec/wire.md). */
export const ERASE_IDS_MAX = 100;
/** Ids that one statement may answer (docs/spec/wire.md); what reads them stays linear. */
export const REFS_MAX = 64;
/** Parts of one month: the first and its overflows, 3,000 statements each. */
export const PARTS_MAX = 99;
/** Protocol versions that one `hello` may offer. */
export const VERSIONS_MAX = 16;

/** Every limit of the phone, with its unit and its reason. */

/** Milliseconds in which a points act can be taken back (experience.md). */
export const TAKE_BACK_MS = 10_000;
/** Milliseconds for which one request may take before the relay counts as not reached. */
export const REQUEST_MS = 15_000;
/** Milliseconds of silence after which an event stream is dead: the relay says something every 25 s. */
export const STREAM_SILENCE_MS = 60_000;
/** Milliseconds for which a page waits for what another page of this browser does: one request of that one. */
export const LOCK_MS = 15_000;
/** Milliseconds in which a database opens; some browsers never answer the first time, and at once the second. */
export const DATABASE_MS = 10_000;
/** Milliseconds of silence after which a worker that checks signatures is replaced: one takes 30 ms on a cheap phone. */
export const WORKER_SILENCE_MS = 10_000;
/** Milliseconds before the first new attempt, and at most: doubled each time, with jitter. */
export const RETRY_FIRST_MS = 500;
export const RETRY_MAX_MS = 60_000;
/** Milliseconds between looks at the relay beside what its events tell. */
export const REFRESH_MS = 300_000;
/** Milliseconds for which changes gather before screens are told. */
export const NEWS_MS = 16;
/** Milliseconds between new views while somebody looks: `now` moves. */
export const TICK_MS = 15_000;
/** Milliseconds until a socket that was closed for a grammar fault tries again. */
export const GRAMMAR_PAUSE_MS = 60_000;
/** Milliseconds between two requests for everything because digests differ. */
export const DIGEST_PAUSE_MS = 60_000;
/** Seconds for which a contact is kept and a post may wait: 7 days (identity.md), an hour short of the relay's bound. */
export const CONTACT_SECONDS = 7 * 86_400 - 3600;
/** Rows of a document before they are written anew as one. */
export const ROWS_MAX = 500;
/** Bytes of one update that is sent on. */
export const CHUNK_BYTES_MAX = 64 * 1024;
/** Entries of one request: small batches keep a slow line moving. */
export const ENTRIES_AT_ONCE = 50;
/** Rounds of asking for a long roster: 20,000 leaves each. */
export const ROSTER_ROUNDS_MAX = 50;
/** Buildings other than her own that an operator's phone follows: five sockets each are many. */
export const OPERATOR_BUILDINGS_MAX = 8;
/** Seconds for which a poster's invite is good. */
export const POSTER_INVITE_SECONDS = 365 * 86_400;
/** Registry leaves of an author that her hello carries: 4 KiB hold about five. */
export const HELLO_LEAVES_MAX = 5;
/** Bytes of a hello's body: a statement is at most 4 KiB. */
export const HELLO_BYTES_MAX = 3_700;
/** Good signatures that are remembered, 32 bytes each: the live months of a busy building. */
export const GOOD_MAX = 8_192;
/** Milliseconds for which new ones gather before they are written. */
export const GOOD_MS = 2_000;
/** Leaves of one's own that are opened before the first screen: some months of a busy helper. */
export const LEAVES_AT_START = 40;
/** Milliseconds after a start until those of the years before follow: the first screen stands by then. */
export const OLDER_AFTER_MS = 2_000;
/** Of them read from the vault at once: some milliseconds of a slow phone. */
export const LEAVES_AT_ONCE = 64;
/** Milliseconds of work after which the page may do something else: a frame, a finger. */
export const WORK_MS = 8;
/** Proofs asked for at the same time. */
export const PROOFS_AT_ONCE = 6;
/** Milliseconds after a change until the picture for the next start is kept: bursts are kept once. */
export const SEEN_MS = 1_000;
/** Seconds for which a link to one more phone is good: long enough to find the other phone. */
export const MOVE_LINK_SECONDS = 15 * 60;
/** Seconds short of the rule's bound: this phone's clock may be a little ahead of the relay's. */
export const SUSPEND_MARGIN_SECONDS = 60;
/** Milliseconds between looks at what became of a request to a steward: two people stand at a door. */
export const RECOVERY_MS = 10_000;

/**
 * Milliseconds for which somebody who has just come in waits for what is done again anyway. All of it ends by itself,
 * but a dozen requests that each take as long as they may are minutes.
 */
export const ENTERED_WAIT_MS = 5_000;

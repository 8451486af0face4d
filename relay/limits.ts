/**
 * Every limit of the relay: name, number, unit in the name, reason. Limits of formats stand where the format is
 * (crypto/cose, crypto/seal, src/domain/codec, src/board/limits); policy numbers are data of the community.
 */

// ---- the clerk ----
/** Entries of one commit: one fsync carries them all, and a slow disk never holds more than these. */
export const GROUP_ENTRIES_MAX = 100;
/** Milliseconds an entry waits for company before its commit. */
export const GROUP_WAIT_MS = 5;
/** Facts booked in one commit; the rest follows in the next. */
export const GROUP_FACTS_MAX = 1_000;
/** Milliseconds between looks for facts that have come due: leaf time counts seconds. */
export const FACT_TIMER_MS = 1_000;
/** Entries waiting for the clerk before others are told `busy`: half a minute of work. */
export const CLERK_QUEUE_MAX = 20_000;
/** Entries of one request (wire.md, section 6). */
export const ENTRIES_PER_REQUEST_MAX = 1_000;
/** Signatures handed to the thread pool at once by one request: a whole commit, so that it need not wait for more. */
export const VERIFY_AT_ONCE_MAX = GROUP_ENTRIES_MAX;
/** Milliseconds between checks of all ledger invariants while running. */
export const INVARIANT_TIMER_MS = 60_000;
/** Leaves of an account's page (wire.md: the last 50). */
export const ACCOUNT_LEAVES_MAX = 50;
/** Registry leaves of one roster answer: about 8 MB; who needs more asks again from the last index. */
export const ROSTER_LEAVES_MAX = 20_000;

// ---- setup ----
/** Bytes of the setup secret: nobody guesses it within its hour. */
export const SETUP_SECRET_BYTES = 16;
/** Milliseconds for which a setup link is good. */
export const SETUP_MS = 3_600_000;
/** Entries that found a community: relay keys, register, grant, policy, and some room. */
export const SETUP_ENTRIES_MAX = 16;

// ---- HTTP ----
/** Bytes of an ordinary body: one statement, one manifest of 500 buildings is below 64 KiB. */
export const BODY_BYTES_MAX = 65_536;
/** Bytes of a batch of entries: 1,000 statements of 4 KiB. */
export const BATCH_BYTES_MAX = 4_194_304;
/** Characters of a request's path and query: proofs and auth tokens are far below. */
export const URL_CHARACTERS_MAX = 4_096;
/** Signed requests remembered so that each is taken once: they are good for two minutes, 500 a second. */
export const REQUESTS_REMEMBERED_MAX = 60_000;
/** Requests a second from one address, and how many may come at once; a building shares one address. */
export const ADDRESS_PER_SECOND = 300;
export const ADDRESS_BURST = 3_000;
/** Wrong secrets and invite codes a minute from one address: an invite has 30 bits. */
export const GUESSES_PER_MINUTE = 20;
export const GUESSES_BURST = 60;
/** Addresses remembered by the counters above. */
export const ADDRESSES_MAX = 20_000;
/** Milliseconds for which `public` and `stats` are kept: everybody may ask. */
export const PUBLIC_CACHE_MS = 60_000;
/** Milliseconds a request may take to send its head and body. */
export const REQUEST_TIMEOUT_MS = 30_000;

// ---- events ----
/** Open event streams of one account: its devices, twice. */
export const STREAMS_PER_ACCOUNT_MAX = 16;
/** Open event streams altogether. */
export const STREAMS_MAX = 10_000;
/** Milliseconds between comments that keep proxies from closing a quiet stream. */
export const STREAM_KEEPALIVE_MS = 25_000;

// ---- sealed post ----
/** Devices one post may be sealed for. */
export const POST_DEVICES_MAX = 20;
/** Seconds until a post must have been fetched (identity.md: at most 7 days). */
export const POST_SECONDS_MAX = 7 * 86_400;
/** Posts waiting for one device, and posts waiting from one sender: neither can fill the box. */
export const POSTS_PER_DEVICE_MAX = 500;
export const POSTS_PER_SENDER_MAX = 500;

// ---- sockets ----
/** Bytes of one frame: an update in chunks of 64 KiB, with room for its head; step 2 of a full document comes whole. */
export const FRAME_BYTES_MAX = 3 * 1_048_576;
/** Bytes waiting to be written to one socket; beyond it the phone is too slow and comes back later. */
export const SOCKET_BUFFER_BYTES_MAX = 8 * 1_048_576;
/** Bytes of step-2 answers one socket may draw at once, and how many more each second: two full documents. */
export const REPLY_BYTES_BURST = 6 * 1_048_576;
export const REPLY_BYTES_PER_SECOND = 262_144;
/** Milliseconds between keep-alives; y-websocket gives up after 30 s of silence. */
export const SOCKET_KEEPALIVE_MS = 20_000;
/** Sockets of one account, all documents together: four months, people of two years, on four devices, twice. */
export const SOCKETS_PER_ACCOUNT_MAX = 64;
/** Sockets altogether. */
export const SOCKETS_MAX = 12_000;
/** Frames of one socket waiting to be judged: more is abuse. */
export const FRAMES_WAITING_MAX = 256;
/** Updates of one socket that are judged at the same time, and the bytes of such a one: a phone's outbox, no backlog. */
export const FRAMES_AHEAD_MAX = 16;
export const FRAME_AHEAD_BYTES_MAX = 8_192;
/** Milliseconds a room stays open after its last socket left. */
export const ROOM_LINGER_MS = 5_000;
/** Statements of one commit to boards.sqlite: about 150 KB, so that one turn of the disk stays short. */
export const BOARD_GROUP_MAX = 500;
/** Milliseconds since the last commit within which it is a crowd: who comes alone is written at once. */
export const BOARD_CROWD_MS = 10;
/**
 * How many times as long as the last commit took a crowd waits for the next: this thread waits for the disk while it
 * writes, so that is at most a fifth of its time, however slow the disk is. At least 3 ms and at most 40.
 */
export const BOARD_WAIT_COMMITS = 4;
export const BOARD_WAIT_MS_MIN = 3;
export const BOARD_WAIT_MS_MAX = 40;
/** How many times its burst an author may be ahead of the rate before statements are answered `rate`. */
export const AUTHOR_DEBT_SECONDS = 120;

// ---- the process ----
/** Milliseconds that draining may take after SIGTERM. */
export const DRAIN_MS = 5_000;
/** Milliseconds that streams and sockets have to say goodbye when the relay ends; event streams never end by themselves. */
export const STREAMS_END_MS = 200;

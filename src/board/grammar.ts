// Why a message is refused whole. Only these faults refuse a whole message, and only they close a socket:
// an honest phone never makes one, and an honest courier cannot carry one, because what she applies and
// sends on is her own encoding.
import type { VarintFault } from "./varint.ts";

/** One reason for every way to be no update, no state vector or no message of ours. */
export type GrammarFault =
  | VarintFault
  | "too_large" // above the limit for an update, a state vector or a message
  | "too_many_clients" // more clients than bytes are left
  | "no_structs" // a client with nothing behind it
  | "many_structs" // more than one struct for a client
  | "client_order" // a client that repeats, or is above the one before it
  | "bad_clock" // a clock above 0
  | "gc_struct" // takes a place and shows nothing
  | "skip_struct" // leaves a gap
  | "has_origin" // says what it stands beside, which may be missing
  | "no_key" // a list item, not a map entry
  | "not_binary" // content of another type, or content already deleted
  | "parent_id" // an entry of a nested type
  | "other_root" // an entry of another root than `s`
  | "bad_key" // not 22 characters of base64url, or spare bits that are not zero
  | "value_too_large" // above 4 KiB
  | "delete_set" // takes something away
  | "trailing_bytes" // goes on after the end
  | "bad_step" // a sync message that is neither step 1, step 2 nor update
  | "bad_body"; // one of our own messages with another body

/** The header's word out of answers and of what waits (docs/spec/peer.md). */
import { expect, test } from "vitest";
import type { Reach } from "../../src/peer/http.ts";
import type { SyncWord, Waiting } from "../../src/peer/station.ts";
import { syncWord } from "../../src/peer/status.ts";

const one = (state: Waiting["state"]): Waiting => ({
  key: state,
  what: "entry",
  kind: "hold",
  need: null,
  since: 0 as Waiting["since"],
  state,
  fault: state === "refused" ? "not_enough_points" : null,
  takeBackUntil: state === "countdown" ? 1 : null,
});

test.each<[string, Reach, boolean, readonly Waiting["state"][], SyncWord]>([
  ["[P110] nothing was answered yet", "unknown", true, [], "unknown"],
  ["[P111] something is signed", "reached", true, ["waiting"], "waiting"],
  ["[P111] something is being sent, with nothing answering", "network", true, ["trying"], "waiting"],
  ["[P112] all has its receipt", "reached", true, [], "synced"],
  ["[P113] something else answers", "relay", true, [], "relay_down"],
  ["[P113] the relay contradicts itself", "reached", false, [], "relay_down"],
  ["[P115] nothing answers", "network", true, [], "offline"],
  ["[P116] what was refused is not on its way", "reached", true, ["refused"], "synced"],
  ["[P117] what counts down is not signed", "reached", true, ["countdown"], "synced"],
])("%s", (_, reach, isTrusted, states, word) => {
  expect(syncWord(reach, isTrusted, states.map(one))).toBe(word);
});

/** Signed requests of a browser with several tabs, which all have one key. */
import { expect, test } from "vitest";
import { signerFromSeed } from "../../crypto/keys.ts";
import type { Id } from "../../src/domain/units.ts";
import { createClock } from "../../src/peer/clock.ts";
import { createHttp } from "../../src/peer/http.ts";
import { createMemoryVault } from "../../src/peer/vault_memory.ts";

const NOW = 1_795_242_000_000;
const as = { signer: signerFromSeed(new Uint8Array(32).fill(7)), community: "a".repeat(26) as Id };

/** A relay that refuses so many requests with this word; what it was sent is kept. */
async function relayThat(refuses: number, code: string) {
  const sent: string[] = [];
  const fetch = (_: unknown, init?: RequestInit): Promise<Response> => {
    sent.push(new Headers(init?.headers).get("Authorization") ?? "");
    const isRefused = sent.length <= refuses;
    return Promise.resolve(
      isRefused
        ? Response.json({ code, transient: true }, { status: 401 })
        : new Response("good", { status: 200 }),
    );
  };
  const clock = await createClock(createMemoryVault(), () => NOW);
  const http = createHttp({ origin: "http://relay", fetch, now: () => NOW }, clock);
  return { http, sent };
}

test.each([
  ["request_used", 1, 2, true],
  ["request_used", 7, 8, true],
  ["request_used", 8, 8, false],
  ["clock_wrong", 1, 2, true],
  ["clock_wrong", 2, 2, false],
  ["not_yours_to_say", 1, 1, false],
] as const)(
  "[P47] refused with %s %i times: it is said %i times, in the end well: %s",
  async (code, refuses, says, isWell) => {
    const { http, sent } = await relayThat(refuses, code);
    expect((await http.ask({ path: "/c/x/roster?from=1", as })).ok).toBe(isWell);
    expect(sent).toHaveLength(says);
    expect(new Set(sent).size, "never the same words twice").toBe(says);
  },
);

test("[P47] a request that nobody signed is not said again", async () => {
  const { http, sent } = await relayThat(1, "request_used");
  expect((await http.ask({ path: "/communities" })).ok).toBe(false);
  expect(sent).toEqual([""]);
});

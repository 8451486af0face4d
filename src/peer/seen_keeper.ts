/** When the picture of what was seen last is kept (docs/spec/peer.md, P92 and P95). */
import { SEEN_MS } from "./limits.ts";
import type { StationDeps } from "./platform.ts";
import type { StationView } from "./station.ts";
import type { Vault } from "./vault.ts";

/** Keeps the picture a moment after something changed, and when the page hides. */
export function createSeenKeeper(deps: {
  readonly platform: Pick<StationDeps, "lastSeen" | "now" | "onHide">;
  readonly vault: Pick<Vault, "get">;
  readonly view: () => StationView;
}): { soon(): void; stop(): void } {
  const { platform, vault, view } = deps;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function keep(): Promise<void> {
    const account = view().me?.id;
    if (account === undefined) return;
    // Another tab may have left this account: then its picture goes, too.
    const isHere = (await vault.get("identities", account)) !== undefined;
    const now = view();
    if (now.me?.id !== account) return;
    if (isHere) platform.lastSeen.keep(now, platform.now());
    else platform.lastSeen.drop();
  }
  function atOnce(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    keep().catch(() => undefined);
  }
  const stopHide = platform.onHide(atOnce);
  return {
    soon() {
      timer ??= setTimeout(atOnce, SEEN_MS);
    },
    stop() {
      stopHide();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

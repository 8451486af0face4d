import "../../src/ui/ui.css";
import "../../src/screens/screens.css";
import { render } from "solid-js/web";
import type { Container } from "../../src/peer/container.ts";
import type { Fault, Station, SyncWord } from "../../src/peer/station.ts";
import { createInstallOffer } from "../../src/screens/install.ts";
import { createSettings } from "../../src/screens/settings.ts";
import { createShelf } from "../../src/screens/shelf.ts";
import { Shell } from "../../src/screens/shell.tsx";
import { NO_UPDATES } from "../../src/screens/updates.ts";
import { createVoice } from "../../src/screens/voice.ts";
import { bareView, staffView } from "../staff/people.ts";
import { createFakeStation, type FakeOptions } from "./fake_station.ts";

/**
 * The app on a station in memory. Asked for in the address and kept for the tab:
 * ?who=li|zhang|wang|wangjie|chen|nobody|lost|opening|steward|operator &mode=elder &theme=dark &lang=en &sync=offline &bare &fault=busy
 */
const asked = new URLSearchParams(location.search);
for (const key of ["who", "mode", "theme", "lang", "sync", "bare", "fault", "container", "change", "ua"])
  if (asked.has(key)) sessionStorage.setItem(`fake.${key}`, asked.get(key) ?? "");
// The app has a meaning of its own for it.
asked.delete("mode");
history.replaceState(history.state, "", `${location.pathname}?${asked}${location.hash}`);
const kept = (key: string): string | null => sessionStorage.getItem(`fake.${key}`);

const shelf = createShelf(sessionStorage);
for (const key of ["mode", "theme", "lang"]) if (kept(key)) shelf.set(key, kept(key));

// Stewards and operators have a desk of their own; theirs is in test/staff.
const who = kept("who") ?? "li";
const isStaff = who === "steward" || who === "operator";
const staffPart = isStaff ? (kept("bare") !== null ? bareView(who) : staffView(who)) : {};
const settings = createSettings(shelf, document.documentElement, "zh-CN");

const inMemory = createFakeStation({
  who: isStaff ? "wangjie" : (who as FakeOptions["who"]),
  sync: (kept("sync") ?? "synced") as SyncWord,
  isBare: kept("bare") !== null,
  nowMs: () => Date.now(),
  ...(kept("fault") ? { fault: kept("fault") as Fault } : {}),
  change: {
    ...staffPart,
    ...(kept("container") === null ? {} : { keyFault: "in_container" as const }),
    ...JSON.parse(kept("change") ?? "{}"),
  },
});
// Each view is made anew in all its parts, as the real one is.
const listeners = new Set<() => void>();
const station: Station = {
  ...inMemory,
  view: () => structuredClone(inMemory.view()),
  subscribe: (listener) => {
    const end = inMemory.subscribe(listener);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      end();
    };
  },
};
const touch = (): void => {
  for (const listener of listeners) listener();
};
// One screen is looked at in both modes without being opened twice, and when something came in elsewhere.
Object.assign(window, { setMode: settings.setMode, touch });

render(
  () => (
    <Shell
      deps={{
        station,
        shelf,
        settings,
        nowMs: () => Date.now(),
        voice: createVoice(window),
        install: { ...createInstallOffer(window), ...(kept("ua") ? { userAgent: kept("ua") ?? "" } : {}) },
        updates: NO_UPDATES,
        origin: location.origin,
        container: kept("container") as Container | null,
      }}
    />
  ),
  document.getElementById("root") as HTMLElement,
);

import "../../src/ui/ui.css";
import "../../src/screens/screens.css";
import { Router, useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import { render } from "solid-js/web";
import type { Container } from "../../src/peer/container.ts";
import type { Fault, SyncWord } from "../../src/peer/station.ts";
import { AppProvider } from "../../src/screens/app.tsx";
import { createInstallOffer } from "../../src/screens/install.ts";
import { staffRoutes } from "../../src/screens/routes_staff.tsx";
import { createSettings } from "../../src/screens/settings.ts";
import { createShelf } from "../../src/screens/shelf.ts";
import { Frame } from "../../src/screens/shell.tsx";
import { UndoProvider } from "../../src/screens/undo.tsx";
import { NO_UPDATES } from "../../src/screens/updates.ts";
import { createVoice } from "../../src/screens/voice.ts";
import { createFakeStation } from "../screens/fake_station.ts";
import { bareView, staffView } from "./people.ts";

/**
 * Stewards' and operators' screens on a station in memory. Asked for in the address and kept for the tab:
 * ?who=steward|operator|li|nobody &mode=elder &theme=dark &lang=en &sync=offline &bare &fault=busy &origin=https://…
 */
const asked = new URLSearchParams(location.search);
for (const key of ["who", "mode", "theme", "lang", "sync", "bare", "fault", "container", "origin"])
  if (asked.has(key)) sessionStorage.setItem(`staff.${key}`, asked.get(key) ?? "");
// The app has a meaning of its own for it.
asked.delete("mode");
history.replaceState(history.state, "", `${location.pathname}?${asked}${location.hash}`);
const kept = (key: string): string | null => sessionStorage.getItem(`staff.${key}`);

const shelf = createShelf(sessionStorage);
for (const key of ["mode", "theme", "lang"]) {
  const value = kept(key);
  if (value !== null) shelf.set(key, value);
}

const who = kept("who") ?? "steward";
const isStaff = who === "steward" || who === "operator";
const staffPart = isStaff ? (kept("bare") !== null ? bareView(who) : staffView(who)) : {};
const fault = kept("fault");
const station = createFakeStation({
  who: isStaff ? "wangjie" : (who as "li" | "nobody"),
  sync: (kept("sync") ?? "synced") as SyncWord,
  nowMs: () => Date.now(),
  change: staffPart,
  ...(fault === null ? {} : { fault: fault as Fault }),
});

/** Where a resident's screen would be: only its address. */
function Elsewhere(): JSX.Element {
  const location = useLocation();
  return (
    <main class="page elsewhere">
      <h1>{`${location.pathname}${location.search}`}</h1>
    </main>
  );
}

render(
  () => (
    <AppProvider
      deps={{
        station,
        shelf,
        settings: createSettings(shelf, document.documentElement, "zh-CN"),
        nowMs: () => Date.now(),
        voice: createVoice(window),
        install: createInstallOffer(window),
        updates: NO_UPDATES,
        origin: kept("origin") ?? "https://yz.example",
        container: kept("container") as Container | null,
      }}
    >
      <UndoProvider>
        <Router root={(section) => <Frame>{section.children}</Frame>}>
          {[...staffRoutes, { path: "/*", component: Elsewhere }]}
        </Router>
      </UndoProvider>
    </AppProvider>
  ),
  document.getElementById("root") as HTMLElement,
);

/** The app's only composition root: clock, randomness and storage start here. */
import "./ui/ui.css";
import "./screens/screens.css";
import { render } from "solid-js/web";
import { browserDeps, openStation } from "./peer/open_station.ts";
import { createInstallOffer } from "./screens/install.ts";
import { createSettings } from "./screens/settings.ts";
import { createShelf } from "./screens/shelf.ts";
import { Shell } from "./screens/shell.tsx";
import { createVoice } from "./screens/voice.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has a #root");
const shelf = createShelf(localStorage);
const station = await openStation(browserDeps());
const deps = {
  station,
  shelf,
  settings: createSettings(shelf, document.documentElement, navigator.language),
  nowMs: () => Date.now(),
  voice: createVoice(window),
  install: createInstallOffer(window),
  origin: location.origin,
  isWeChat: /MicroMessenger/i.test(navigator.userAgent),
};
render(() => <Shell deps={deps} />, root);

import "../../../src/ui/ui.css";
import { Dynamic, render } from "solid-js/web";
import { Gallery } from "../../../src/ui/gallery.tsx";
import {
  ElderHome,
  Home,
  NeedDetail,
  NewNeed,
  PosterSheet,
  ReceiptPage,
  Running,
  Welcome,
} from "./screens.tsx";

const SCREENS = {
  gallery: Gallery,
  welcome: Welcome,
  home: Home,
  need: NeedDetail,
  new: NewNeed,
  elder: ElderHome,
  running: Running,
  receipt: ReceiptPage,
  poster: PosterSheet,
} as const;

const asked = new URLSearchParams(location.search);
const { dataset } = document.documentElement;
dataset.mode = asked.get("mode") ?? "standard";
const theme = asked.get("theme");
if (theme) dataset.theme = theme;
const name = (asked.get("screen") ?? "gallery") as keyof typeof SCREENS;
render(() => <Dynamic component={SCREENS[name]} />, document.getElementById("root") as HTMLElement);

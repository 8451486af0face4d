import award from "lucide-static/icons/award.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import building from "lucide-static/icons/building-2.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import camera from "lucide-static/icons/camera.svg?raw";
import chart from "lucide-static/icons/chart-bar.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import circleCheck from "lucide-static/icons/circle-check.svg?raw";
import help from "lucide-static/icons/circle-help.svg?raw";
import refused from "lucide-static/icons/circle-x.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import cloud from "lucide-static/icons/cloud.svg?raw";
import cloudCheck from "lucide-static/icons/cloud-check.svg?raw";
import cloudOff from "lucide-static/icons/cloud-off.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import doorOpen from "lucide-static/icons/door-open.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import flag from "lucide-static/icons/flag.svg?raw";
import handHeart from "lucide-static/icons/hand-heart.svg?raw";
import heartHandshake from "lucide-static/icons/heart-handshake.svg?raw";
import hourglass from "lucide-static/icons/hourglass.svg?raw";
import home from "lucide-static/icons/house.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import key from "lucide-static/icons/key-round.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import map from "lucide-static/icons/map.svg?raw";
import pin from "lucide-static/icons/map-pin.svg?raw";
import megaphone from "lucide-static/icons/megaphone.svg?raw";
import message from "lucide-static/icons/message-circle.svg?raw";
import mic from "lucide-static/icons/mic.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import pen from "lucide-static/icons/pen-line.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import printer from "lucide-static/icons/printer.svg?raw";
import qrCode from "lucide-static/icons/qr-code.svg?raw";
import receipt from "lucide-static/icons/receipt.svg?raw";
import refresh from "lucide-static/icons/refresh-cw.svg?raw";
import scale from "lucide-static/icons/scale.svg?raw";
import scan from "lucide-static/icons/scan-line.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import share from "lucide-static/icons/share-2.svg?raw";
import shieldCheck from "lucide-static/icons/shield-check.svg?raw";
import smartphone from "lucide-static/icons/smartphone.svg?raw";
import stamp from "lucide-static/icons/stamp.svg?raw";
import star from "lucide-static/icons/star.svg?raw";
import store from "lucide-static/icons/store.svg?raw";
import ticket from "lucide-static/icons/ticket.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import alert from "lucide-static/icons/triangle-alert.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import user from "lucide-static/icons/user.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import speaker from "lucide-static/icons/volume-2.svg?raw";
import wifi from "lucide-static/icons/wifi.svg?raw";
import wifiOff from "lucide-static/icons/wifi-off.svg?raw";
import x from "lucide-static/icons/x.svg?raw";
import type { JSX } from "solid-js";
import { createMemo } from "solid-js";

const ICONS = {
  alert,
  award,
  bell,
  building,
  calendar,
  camera,
  chart,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  circleCheck,
  clock,
  cloud,
  cloudCheck,
  cloudOff,
  copy,
  doorOpen,
  download,
  flag,
  handHeart,
  heartHandshake,
  help,
  home,
  hourglass,
  info,
  key,
  list,
  lock,
  logOut,
  map,
  megaphone,
  message,
  mic,
  minus,
  more,
  pen,
  pencil,
  phone,
  pin,
  plus,
  printer,
  qrCode,
  receipt,
  refresh,
  refused,
  scale,
  scan,
  search,
  settings,
  share,
  shieldCheck,
  smartphone,
  speaker,
  stamp,
  star,
  store,
  ticket,
  trash,
  undo,
  upload,
  user,
  users,
  wifi,
  wifiOff,
  x,
} as const;

export type IconName = keyof typeof ICONS;

export const iconNames = Object.keys(ICONS) as readonly IconName[];

/** One icon in the colour of the words beside it; it is silent, so a word must stand there. */
export function Icon(props: { readonly name: IconName }): JSX.Element {
  // Drawn again only when it is another one.
  const strokes = createMemo(() => strokesOf(ICONS[props.name]));
  // The markup comes out of the lucide package at build time, never from people.
  // eslint-disable-next-line solid/no-innerhtml
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" innerHTML={strokes()} />;
}

const strokesOf = (svg: string): string =>
  svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replaceAll(/\n\s*/g, "");

/**
 * What a scanned text means (docs/spec/scan.md). It is judged by what judges typed codes and opened links, and only
 * put into words here: nothing is opened but a screen of this station, which asks before anything happens.
 */
import { base64urlToBytes } from "../../../crypto/bytes.ts";
import { formatPaperCode, parsePaperCode } from "../../../crypto/paper.ts";
import { parseId } from "../../domain/units.ts";
import { readCosignLink } from "../cosign_link.ts";
import { readPosterCode } from "../poster_code.ts";

/** What our own codes are for. */
export type Purpose =
  | "poster"
  /** 恢复码 */
  | "paper"
  /** The link that another phone of the same person shows. */
  | "phone"
  | "witness"
  /** The new phone of somebody who asks her steward. */
  | "steward"
  | "need";

/** What other people's codes are for, as far as they tell. */
export type Foreign = "pay" | "wechat" | "web" | "text";

export type Scanned =
  /** One of ours, whole. */
  | { readonly what: "ours"; readonly purpose: Purpose; readonly to: string }
  /** One of ours, and something of it is missing. */
  | { readonly what: "broken"; readonly purpose: Purpose }
  /** Some other page of this station: opened by a tap alone. */
  | { readonly what: "page"; readonly to: string }
  /** Another station's. A 恢复码 can be tried here, a poster can be opened there; both by a tap alone. */
  | {
      readonly what: "elsewhere";
      readonly purpose: Purpose;
      readonly host: string;
      readonly to: string;
      readonly address: string;
    }
  | { readonly what: "foreign"; readonly kind: Foreign; readonly host: string };

/** UTF-16 units; the largest QR code holds fewer. */
const TEXT_MAX = 4296;
/** Bytes behind a steward's link: three public keys. */
const RECOVER_BYTES = 96;

export function readScanned(text: string, origin: string): Scanned {
  const trimmed = text.trim();
  if (trimmed.length > TEXT_MAX) return foreign("text");
  const address = addressOf(trimmed);
  if (address === null) return readBare(trimmed);
  const mark = markOf(address);
  const isHere = address.origin === origin;
  if (mark === null) {
    const to = `${address.pathname}${address.search}${address.hash}`;
    return isHere ? { what: "page", to } : foreign(kindOf(address), nameOf(address));
  }
  const { purpose, to } = mark;
  if (to === null) return isHere ? { what: "broken", purpose } : foreign("web", nameOf(address));
  if (isHere) return { what: "ours", purpose, to };
  // Its own page there, with what hangs on the address left behind, too.
  const there = new URL(to, address.origin).href;
  return { what: "elsewhere", purpose, host: nameOf(address), to, address: there };
}

/** A link that somebody pasted, with the words around it; else all that was typed. */
export const linkIn = (typed: string): string =>
  /https?:\/\/[\w.:[\]-]+\/[\w\-./?=&%#~]*/iu.exec(typed)?.[0] ?? typed.trim();

const foreign = (kind: Foreign, host = ""): Scanned => ({ what: "foreign", kind, host });

function addressOf(text: string): URL | null {
  if (!/^https?:\/\//iu.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** As people know it; that it comes over plain http is part of its name. */
const nameOf = ({ protocol, host, origin }: URL): string => (protocol === "https:" ? host : origin);

/** Without an address: the code itself, or nothing of ours. */
function readBare(text: string): Scanned {
  const code = codeIn(text);
  return code === null ? foreign(schemeOf(text)) : { what: "ours", purpose: "paper", to: `/restore#${code}` };
}

/** The 28 characters as a paper has them; a link to another phone carries its secret in the same letters. */
function codeIn(text: string): string | null {
  const paper = parsePaperCode(text);
  return paper.ok ? formatPaperCode(paper.value).replaceAll(" ", "") : null;
}

/** One of our addresses and where it leads; `to` null: it is not whole. */
interface Mark {
  readonly purpose: Purpose;
  readonly to: string | null;
}

const whole = (purpose: Purpose, isWhole: boolean, to: string): Mark => ({
  purpose,
  to: isWhole ? to : null,
});

/** Only its parts are taken: what else hangs on the address is left behind. */
function markOf({ pathname, hash }: URL): Mark | null {
  const [first = "", second = "", third, ...more] = pathname.toLowerCase().replace(/^\//u, "").split("/");
  const fragment = hash.slice(1);
  const isPlace = parseId(second) !== null;
  // The bare address of a screen, as it stands on paper to be typed.
  if (more.length > 0 || (second === "" && fragment === "")) return null;
  if (first === "recover") {
    const isWhole = isPlace && (third === undefined || BUILDING.test(third)) && isKeys(fragment);
    const building = third === undefined ? "" : `/${third}`;
    return whole("steward", isWhole, `/recover/${second}${building}#${fragment}`);
  }
  if (third !== undefined) return null;
  const code = codeIn(fragment);
  switch (first) {
    case "j":
      return whole("poster", readPosterCode(second) !== null, `/j/${second}`);
    case "restore":
      return whole("paper", isPlace && code !== null, `/restore/${second}#${code}`);
    case "move":
      return whole("phone", isPlace && code !== null, `/move/${second}#${code}`);
    case "cosign":
      return whole("witness", readCosignLink(fragment) !== null, `/cosign#${fragment.toLowerCase()}`);
    case "needs":
      return isPlace ? whole("need", true, `/needs/${second}`) : null;
    default:
      return null;
  }
}

const BUILDING = /^[a-z0-9]{1,8}$/u;
const isKeys = (text: string): boolean => base64urlToBytes(text)?.length === RECOVER_BYTES;

const PAY = /^(qr\.alipay\.com|qr\.95516\.com|payapp\.weixin\.qq\.com|.*\.tenpay\.com)$/u;
const WECHAT = /(^|\.)(wechat\.com|weixin\.qq\.com)$/u;

function kindOf({ hostname }: URL): Foreign {
  if (PAY.test(hostname)) return "pay";
  return WECHAT.test(hostname) ? "wechat" : "web";
}

function schemeOf(text: string): Foreign {
  if (/^(wxp|alipays?|upwrp):/iu.test(text)) return "pay";
  return /^weixin:/iu.test(text) ? "wechat" : "text";
}

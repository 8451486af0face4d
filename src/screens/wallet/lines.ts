/** Lines of the wallet in words: what moved, between whom, for what. */
import type { NeedView } from "../../domain/need.ts";
import { inLang, type Lang } from "../../locale/lang.ts";
import { walletWords } from "../../locale/wallet.ts";
import type { StationView, WalletLine } from "../../peer/station.ts";
import type { AmountProps } from "../../ui/amount.tsx";
import { pointsFor, titleOf } from "../deeds.ts";
import { nameOf } from "../people.ts";

export const needOf = (view: StationView, line: WalletLine): NeedView | undefined =>
  view.needs.find((need) => need.id === line.need);

/** 代买酱油, or 一次帮忙 where the need has left this phone. */
export function deedOf(view: StationView, line: WalletLine, lang: Lang): string {
  const need = needOf(view, line);
  return need === undefined ? inLang(walletWords, lang).what.deed : titleOf(need, lang);
}

export function lineTitle(view: StationView, line: WalletLine, lang: Lang): string {
  const { what } = inLang(walletWords, lang);
  const deed = deedOf(view, line, lang);
  switch (line.what) {
    case "welcome":
      return what.welcome;
    case "earned":
      return what.earned(nameOf(view, line.other, lang), deed);
    case "paid":
      return what.paid(nameOf(view, line.other, lang), deed);
    case "reserved":
      return what.reserved(deed);
    case "returned":
      return what.returned(deed);
    case "expired":
      return what.expired;
    default:
      return line.what satisfies never;
  }
}

/** Points that came in are green with a plus; points that went have a minus; reserved ones neither. */
export function lineAmount(view: StationView, line: WalletLine, lang: Lang): AmountProps | undefined {
  const shown = pointsFor(view, line.seconds, lang);
  if (shown === undefined) return undefined;
  switch (line.what) {
    case "welcome":
    case "earned":
      return { ...shown, value: `+${shown.value}`, tone: "green" };
    case "paid":
    case "expired":
      return { ...shown, value: `−${shown.value}`, tone: "ink" };
    case "reserved":
    case "returned":
      return { ...shown, tone: "muted" };
    default:
      return line.what satisfies never;
  }
}

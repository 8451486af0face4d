import type { JSX } from "solid-js";
import { createResource, Show } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { lengthWords, momentWords } from "../../locale/time.ts";
import { walletWords } from "../../locale/wallet.ts";
import type { ProofShown, WalletLine } from "../../peer/station.ts";
import { Receipt } from "../../ui/receipt.tsx";
import type { RowProps } from "../../ui/rows.tsx";
import { createView, useSettings, useStation, useText, useWhen } from "../app.tsx";
import { nameOf } from "../people.ts";
import { deedOf, lineAmount, lineTitle, needOf } from "./lines.ts";
import { Proof } from "./proof.tsx";

/** The receipt of one line, which proves itself on this phone while it is looked at. */
export function ReceiptSlip(props: { readonly line: WalletLine }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const station = useStation();
  const t = useText(walletWords);
  const rows = useRows(() => props.line);
  const [proof] = createResource(
    () => props.line.index,
    async (index): Promise<ProofShown | null> => {
      const answer = await station.acts.proof(index);
      return answer.ok ? answer.value : null;
    },
  );
  const isChecked = () => proof.state === "ready" && proof()?.isValid === true;
  return (
    <Show when={lineAmount(view(), props.line, settings.lang())}>
      {(amount) => (
        <Receipt
          title={lineTitle(view(), props.line, settings.lang())}
          number={t().posted(props.line.index)}
          amount={amount()}
          rows={rows()}
          stamps={[
            { word: t().stamps.signed, done: true, label: t().stampsLong.signed },
            { word: t().stamps.posted, done: true, label: t().stampsLong.posted },
            {
              word: t().stamps.checked,
              done: isChecked(),
              label: isChecked() ? t().stampsLong.checked : t().stampsLong.unchecked,
            },
          ]}
        >
          <Proof proof={proof.state === "ready" ? proof() : undefined} isWaiting={proof.loading} />
        </Receipt>
      )}
    </Show>
  );
}

/** Who gave whom, for what and when. */
function useRows(line: () => WalletLine): () => readonly RowProps[] {
  const view = createView();
  const settings = useSettings();
  const t = useText(walletWords);
  const when = useWhen(view);
  const lang = () => settings.lang();
  const me = () => view().me?.id ?? null;
  const asker = (account: Id | null): string => {
    const need = needOf(view(), line());
    const name = nameOf(view(), account, lang());
    const isProxied = need !== undefined && need.requester === account && need.by !== account;
    return isProxied ? t().proxy(nameOf(view(), need.by, lang()), name) : name;
  };
  const sides = (): readonly RowProps[] => {
    const { what, other } = line();
    if (what === "earned")
      return [
        { label: t().from, value: asker(other) },
        { label: t().to, value: nameOf(view(), me(), lang()) },
      ];
    if (what === "paid")
      return [
        { label: t().from, value: asker(me()) },
        { label: t().to, value: nameOf(view(), other, lang()) },
      ];
    return what === "welcome" ? [{ label: t().from, value: t().pool }] : [];
  };
  const how = (): readonly RowProps[] =>
    line().what === "earned" || line().what === "paid"
      ? [{ label: t().how, value: line().isAutomatic ? t().automatic : t().byHand }]
      : [];
  const took = (): readonly RowProps[] => {
    const need = needOf(view(), line());
    if (!need?.startedAt || !need.endedAt) return [];
    return [{ label: t().took, value: lengthWords(need.endedAt - need.startedAt, lang()) }];
  };
  return () => [
    ...sides(),
    ...(line().need === null ? [] : [{ label: t().why, value: deedOf(view(), line(), lang()) }]),
    ...took(),
    { label: t().when, value: momentWords(line().at, when()) },
    ...how(),
  ];
}

import type { JSX } from "solid-js";
import { For } from "solid-js";
import { keepWords } from "../../locale/keep.ts";
import { dateWords } from "../../locale/time.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { createView, useApp, useSettings, useText, useWhen } from "../app.tsx";
import { nameOf } from "../people.ts";
import { createStewardNumber } from "../steward_number.ts";

/**
 * The paper 恢复码: a card on screen, a slip of A6 on paper. It names no person: whoever finds it must not know whose
 * account it opens; a mark of the owner's own tells two slips of a family apart.
 */
export function CodeSheet(props: { readonly code: string }): JSX.Element {
  const view = createView();
  const { origin } = useApp();
  const { number } = createStewardNumber();
  const settings = useSettings();
  const t = useText(keepWords);
  const when = useWhen(view);
  const link = () => `${origin}/restore/${view().community?.id ?? ""}#${props.code.replaceAll(" ", "")}`;
  const steward = () => {
    const building = view().me?.building;
    const found = [...view().people.values()].find((one) => one.isSteward && one.building === building);
    return found === undefined
      ? t().sheet.anySteward
      : t().sheet.steward(nameOf(view(), found.id, settings.lang()));
  };
  return (
    <article class="code-sheet">
      <header>
        <p class="code-sheet-of">{t().sheet.of(view().community?.name ?? "")}</p>
        <h2>{t().sheet.title}</h2>
      </header>
      <div class="code-sheet-code">
        <ol aria-label={t().codePage.label}>
          <For each={props.code.split(" ")}>{(group) => <li>{group}</li>}</For>
        </ol>
        <QrCode text={link()} label={t().codePage.qr} />
      </div>
      <dl>
        <dt>{t().sheet.useTitle}</dt>
        <dd>{t().sheet.use(`${new URL(origin).host}/restore`)}</dd>
        <dt>{t().sheet.keepTitle}</dt>
        <dd>{t().sheet.keep}</dd>
      </dl>
      <div class="code-sheet-blanks" aria-hidden="true">
        <p>
          {steward()} <b>{number()}</b>
        </p>
        <p>{t().sheet.mark}</p>
      </div>
      <footer>{t().sheet.made(dateWords(view().now, when()))}</footer>
    </article>
  );
}

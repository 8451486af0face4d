import type { JSX } from "solid-js";
import { For, Match, Show, Switch } from "solid-js";
import { walletWords } from "../../locale/wallet.ts";
import type { ProofShown } from "../../peer/station.ts";
import { Details } from "../../ui/details.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";

/** Why this entry can be believed: one sentence first, then what came out, and the codes for those who know. */
export function Proof(props: {
  /** Undefined while it is being fetched, null where it could not be. */
  readonly proof: ProofShown | null | undefined;
  readonly isWaiting: boolean;
}): JSX.Element {
  const t = useText(walletWords);
  return (
    <Details summary={t().proofTitle}>
      <p>{t().proofSentence}</p>
      <Switch>
        <Match when={props.isWaiting}>
          <p class="muted" role="status">
            {t().proofWaiting}
          </p>
        </Match>
        <Match when={props.proof === null}>
          <Note kind="info">{t().proofNo}</Note>
        </Match>
        <Match when={props.proof}>
          {(proof) => (
            <>
              <Show when={proof().isValid} fallback={<Note kind="error">{t().proofBad}</Note>}>
                <Note kind="done">{t().proofGood}</Note>
              </Show>
              <Codes proof={proof()} />
            </>
          )}
        </Match>
      </Switch>
    </Details>
  );
}

function Codes(props: { readonly proof: ProofShown }): JSX.Element {
  const t = useText(walletWords);
  return (
    <Details summary={t().hashes}>
      <dl class="codes">
        <dt>{t().leaf}</dt>
        <dd>{props.proof.leafHash}</dd>
        <dt>{t().path}</dt>
        <For each={props.proof.path}>{(hash) => <dd>{hash}</dd>}</For>
        <dt>{t().root}</dt>
        <dd>{props.proof.root}</dd>
        <dt>{t().size}</dt>
        <dd>{t().sizeValue(props.proof.size)}</dd>
        <dt>{t().checkpoint}</dt>
        <dd class="codes-note">{props.proof.checkpoint}</dd>
      </dl>
    </Details>
  );
}

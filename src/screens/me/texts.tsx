import type { JSX } from "solid-js";
import { For } from "solid-js";
import { CONSENT_CODES, CONSENTS, consentTo } from "../../locale/consents.ts";
import { meWords } from "../../locale/me.ts";
import { Details } from "../../ui/details.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { ConsentReader } from "../consent_reader.tsx";

/** Every text that can be signed, in full, and whether I signed it. */
export function Texts(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(meWords);
  const isSigned = (code: string) => view().me?.consents.includes(code) === true;
  return (
    <div class="settings">
      <For each={CONSENT_CODES}>
        {(code) => (
          <Details
            summary={`${CONSENTS[code].title[settings.lang()]} · ${
              isSigned(code) ? t().textsPage.signed : t().textsPage.unsigned
            }`}
          >
            <ConsentReader code={code} />
            <dl class="codes">
              <dt>
                {t().textsPage.fingerprint} · {t().textsPage.version(CONSENTS[code].version)}
              </dt>
              <dd>{consentTo(code, settings.lang()).sha256}</dd>
            </dl>
          </Details>
        )}
      </For>
    </div>
  );
}

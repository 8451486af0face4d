import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { maskPhone } from "../../domain/words.ts";
import { meWords } from "../../locale/me.ts";
import type { Contact } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Rows } from "../../ui/rows.tsx";
import { createView, useText } from "../app.tsx";
import { useAskContact } from "../ask_contact.tsx";

/** How a neighbour reaches me, and who gets to know it. */
export function ContactPage(): JSX.Element {
  const view = createView();
  const t = useText(meWords);
  const askContact = useAskContact();
  const words = (contact: Contact): string =>
    contact.way === "phone" ? t().contactPage.phone(maskPhone(contact.number)) : t().contactPage[contact.way];
  return (
    <>
      <Show when={view().me?.contact} fallback={<p>{t().contactPage.none}</p>}>
        {(contact) => <Rows rows={[{ label: t().contactPage.now, value: words(contact()) }]} />}
      </Show>
      <p class="muted">{t().contactPage.sentence}</p>
      <Button kind="outline" icon="pencil" label={t().contactPage.change} onClick={() => askContact(true)} />
    </>
  );
}

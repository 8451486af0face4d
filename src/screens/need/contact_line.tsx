import type { JSX } from "solid-js";
import { Match, Show, Switch } from "solid-js";
import { deedWords } from "../../locale/deed.ts";
import type { Contact } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/card.tsx";
import { useSettings, useStation, useText } from "../app.tsx";
import { nameOf } from "../people.ts";
import type { Deal } from "./deal.ts";

/** The other side's contact while a service stands: four digits masked, a button that dials. */
export function ContactLine(props: { readonly deal: Deal }): JSX.Element {
  const station = useStation();
  const settings = useSettings();
  const t = useText(deedWords);
  const need = () => props.deal.need();
  const isOn = () =>
    props.deal.part() !== "other" && ["taken", "running", "ended", "disputed"].includes(need().status);
  const other = () => {
    const account = props.deal.part() === "helper" ? need().requester : need().helper;
    return nameOf(props.deal.view(), account, settings.lang());
  };
  const found = () => {
    props.deal.view();
    return station.contactFor(need().id);
  };
  const known = () => {
    const contact = found();
    return contact.state === "known" ? contact : undefined;
  };
  return (
    <Show when={isOn()}>
      <Section title={t().contact}>
        <Switch>
          <Match when={found().state === "waiting"}>
            <p>{t().contactWaiting}</p>
          </Match>
          <Match when={found().state === "none"}>
            <p>{t().contactNone}</p>
          </Match>
          <Match when={known()}>
            {(contact) => <Known contact={contact().contact} masked={contact().masked} name={other()} />}
          </Match>
        </Switch>
      </Section>
    </Show>
  );
}

function Known(props: {
  readonly contact: Contact;
  readonly masked: string;
  readonly name: string;
}): JSX.Element {
  const t = useText(deedWords);
  const number = () => (props.contact.way === "phone" ? props.contact.number : undefined);
  return (
    <Show
      when={number()}
      fallback={<p>{props.contact.way === "knock" ? t().contactKnock : t().contactSteward}</p>}
    >
      {(digits) => (
        <div class="contact">
          <span class="contact-number">{props.masked}</span>
          <Button kind="outline" icon="phone" label={t().call(props.name)} href={`tel:${digits()}`} />
        </div>
      )}
    </Show>
  );
}

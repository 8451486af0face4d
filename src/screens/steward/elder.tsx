import "./steward.css";
import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { maskPhone } from "../../domain/words.ts";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import type { Contact, Person } from "../../peer/station.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { isPast, isUnderWay } from "../deeds.ts";
import { NeedCards } from "../need_cards.tsx";
import { buildingName, nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { ContactFields, contactOf, typedOf } from "./contact_fields.tsx";

const PAST_SHOWN = 5;

/** `/desk/elder/:id`: the matters of somebody she speaks for. */
export default function Elder(): JSX.Element {
  const t = useText(stewardWords);
  const params = useParams();
  const view = createView();
  const person = () => view().elders.find(({ id }) => id === params.id);
  return (
    <Show
      when={person()}
      fallback={
        <Screen title={t().elder.title} above="/desk" at="desk">
          <Empty
            picture="steward"
            sentence={t().elder.gone}
            act={{ label: t().case.toDesk, href: "/desk" }}
          />
        </Screen>
      }
    >
      {(elder) => <Matters person={elder()} />}
    </Show>
  );
}

function Matters(props: { readonly person: Person }): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const name = () => nameOf(view(), props.person.id, settings.lang());
  const needs = () => view().needs.filter((need) => need.requester === props.person.id);
  const toConfirm = () => needs().filter(({ status }) => status === "ended");
  const underWay = () => needs().filter((need) => isUnderWay(need) && need.status !== "ended");
  return (
    <Screen
      title={[t().elder.title, buildingName(view(), props.person.building, settings.lang())].join(" · ")}
      headline={name()}
      above="/desk"
      at="desk"
      foot={<ActBar act={{ label: t().elder.act, href: `/ask?for=${props.person.id}` }} />}
    >
      <Show when={needs().length === 0}>
        <Empty picture="ask" sentence={t().elder.empty(name())} />
      </Show>
      <NeedPart title={t().elder.confirm} needs={toConfirm()} step="/confirm" />
      <NeedPart title={t().elder.underWay} needs={underWay()} />
      <NeedPart title={t().elder.past} needs={needs().filter(isPast).slice(0, PAST_SHOWN)} />
      <ContactPart person={props.person} />
      <p class="muted">{t().elder.proxyNote}</p>
    </Screen>
  );
}

function NeedPart(props: {
  readonly title: string;
  readonly needs: readonly NeedView[];
  readonly step?: string;
}): JSX.Element {
  return (
    <Show when={props.needs.length > 0}>
      <Section title={props.title} count={props.needs.length}>
        <NeedCards needs={props.needs} own hrefOf={({ id }) => `/needs/${id}${props.step ?? ""}`} />
      </Section>
    </Show>
  );
}

/** Her contact can be set here and is not shown back: it lives in sealed post, not on this page. */
function ContactPart(props: { readonly person: Person }): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const station = useStation();
  const acting = createActing();
  const [isOpen, setOpen] = createSignal(false);
  const [typed, setTyped] = createSignal(typedOf(null));
  const [hasTried, setTried] = createSignal(false);
  const [saved, setSaved] = createSignal<Contact | null>(null);
  const save = async (): Promise<void> => {
    setTried(true);
    const [id, contact] = [props.person.id, contactOf(typed())];
    if (contact === null || !(await acting.run(() => station.acts.setContact(id, contact)))) return;
    setSaved(contact);
    setOpen(false);
  };
  const words = (): string => {
    const contact = saved();
    if (contact === null) return t().elder.change;
    return contact.way === "phone" ? maskPhone(contact.number) : t().open[contact.way];
  };
  return (
    <Section title={t().elder.contact}>
      <Show when={saved()}>
        <Note kind="done">{t().elder.saved}</Note>
      </Show>
      <RowCard icon="phone" title={words()} onClick={() => setOpen(true)} />
      <Sheet
        open={isOpen()}
        onClose={() => setOpen(false)}
        title={t().elder.contact}
        sentence={t().open.contactNote}
        closeLabel={c().close}
        acts={{
          act: { label: c().save, onClick: () => void save(), busy: acting.isBusy() },
          quiet: { label: c().cancel, onClick: () => setOpen(false) },
        }}
      >
        <ContactFields
          typed={typed()}
          isWrong={hasTried() && contactOf(typed()) === null}
          onChange={setTyped}
        />
        <Show when={acting.trouble()}>{(trouble) => <Note kind="error">{trouble()}</Note>}</Show>
      </Sheet>
    </Section>
  );
}

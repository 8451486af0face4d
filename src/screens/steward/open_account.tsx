import "./steward.css";
import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, createUniqueId, Show } from "solid-js";
import { NAME_CHARACTERS_MAX } from "../../domain/said.ts";
import type { Id } from "../../domain/units.ts";
import { cleanText } from "../../domain/words.ts";
import { stewardWords } from "../../locale/steward.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { Check } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";
import { createDraft } from "../draft.ts";
import { Screen } from "../screen.tsx";
import { ContactFields, type ContactTyped, contactOf, typedOf } from "./contact_fields.tsx";
import { HouseholdSelect } from "./household_select.tsx";
import { buildingsOf } from "./queue.ts";
import { WitnessSheet } from "./witness_sheet.tsx";

interface Opening extends ContactTyped {
  readonly name: string;
  readonly household: Id | null;
}

const EMPTY: Opening = { name: "", household: null, ...typedOf(null) };

function isOpening(kept: unknown): kept is Opening {
  if (typeof kept !== "object" || kept === null) return false;
  const { name, household, way, number } = kept as Record<keyof Opening, unknown>;
  return (
    typeof name === "string" &&
    (household === null || typeof household === "string") &&
    (way === "phone" || way === "knock" || way === "steward") &&
    typeof number === "string"
  );
}

/** `/desk/open`: an account for somebody without a phone; another household signs with her. */
export default function OpenAccount(): JSX.Element {
  const t = useText(stewardWords);
  const station = useStation();
  const view = createView();
  const navigate = useNavigate();
  const acting = createActing();
  const form = createUniqueId();
  const draft = createDraft(
    () => "open",
    () => EMPTY,
    isOpening,
  );
  const contact = (): ContactTyped => draft.value();
  const [hasAgreed, setAgreed] = createSignal(false);
  const [hasTried, setTried] = createSignal(false);
  const [opened, setOpened] = createSignal<{ readonly name: string; readonly link: string } | null>(null);
  const name = () => cleanText(draft.value().name);
  const go = async (): Promise<void> => {
    setTried(true);
    const reached = contactOf(contact());
    if (name() === "" || reached === null || !hasAgreed()) return;
    const asked = { name: name(), household: draft.value().household, contact: reached };
    await acting.run(
      () => station.acts.openFor(asked),
      ({ link }) => {
        draft.forget();
        setOpened({ name: asked.name, link });
      },
    );
  };
  return (
    <Screen
      title={t().open.title}
      above="/desk"
      at="desk"
      foot={<ActBar act={{ label: t().open.go, type: "submit", form, busy: acting.isBusy() }} />}
    >
      <form
        id={form}
        class="desk-form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <p>{t().open.intro}</p>
        <Field
          label={t().open.name}
          hint={t().open.nameHint}
          value={draft.value().name}
          error={hasTried() && name() === "" ? t().open.nameEmpty : undefined}
          autocomplete="off"
          maxlength={NAME_CHARACTERS_MAX}
          onInput={(typed) => draft.change({ name: typed })}
        />
        <HouseholdSelect
          label={t().open.household}
          building={buildingsOf(view())[0] ?? ""}
          but={null}
          value={draft.value().household}
          onChange={(household) => draft.change({ household })}
        />
        <ContactFields
          typed={contact()}
          isWrong={hasTried() && contactOf(contact()) === null}
          onChange={(typed) => draft.change(typed)}
        />
        <Card tone="warm">
          <h2>{t().open.agreeTitle}</h2>
          <p>{t().open.agreeText}</p>
        </Card>
        <Check label={t().open.agree} checked={hasAgreed()} onChange={setAgreed} />
        <Show when={hasTried() && !hasAgreed()}>
          <Note kind="warn">{t().open.agreeFirst}</Note>
        </Show>
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      </form>
      <Show when={opened()}>
        {(one) => <WitnessSheet name={one().name} link={one().link} onClose={() => navigate("/desk")} />}
      </Show>
    </Screen>
  );
}

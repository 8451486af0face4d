import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { stewardWords } from "../../locale/steward.ts";
import type { Contact } from "../../peer/station.ts";
import { Chips } from "../../ui/chips.tsx";
import { Field } from "../../ui/field.tsx";
import { useText } from "../app.tsx";

export interface ContactTyped {
  readonly way: Contact["way"];
  readonly number: string;
}

const DIGITS_MIN = 7;
const DIGITS_MAX = 15;

export const typedOf = (contact: Contact | null): ContactTyped => ({
  way: contact?.way ?? "phone",
  number: contact?.way === "phone" ? contact.number : "",
});

/** The contact as typed; null while a number does not have the digits of one. */
export function contactOf(typed: ContactTyped): Contact | null {
  if (typed.way !== "phone") return { way: typed.way };
  const number = typed.number.replace(/\D/gu, "");
  return number.length < DIGITS_MIN || number.length > DIGITS_MAX ? null : { way: "phone", number };
}

/** How a neighbour reaches somebody: phone, a knock, or the steward. */
export function ContactFields(props: {
  readonly typed: ContactTyped;
  readonly isWrong: boolean;
  readonly onChange: (typed: ContactTyped) => void;
}): JSX.Element {
  const t = useText(stewardWords);
  return (
    <>
      <Chips
        legend={t().open.contact}
        options={[
          { value: "phone", label: t().open.phone, icon: "phone" },
          { value: "knock", label: t().open.knock, icon: "doorOpen" },
          { value: "steward", label: t().open.steward, icon: "users" },
        ]}
        value={props.typed.way}
        onChange={(way) => props.onChange({ ...props.typed, way })}
      />
      <Show when={props.typed.way === "phone"}>
        <Field
          label={t().open.number}
          hint={t().open.contactNote}
          value={props.typed.number}
          error={props.isWrong ? t().open.numberWrong : undefined}
          type="tel"
          inputmode="tel"
          autocomplete="off"
          maxlength={20}
          onInput={(number) => props.onChange({ ...props.typed, number })}
        />
      </Show>
    </>
  );
}

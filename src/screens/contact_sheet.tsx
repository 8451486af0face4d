import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { askWords } from "../locale/ask.ts";
import { common } from "../locale/common.ts";
import type { Contact } from "../peer/station.ts";
import { Chips } from "../ui/chips.tsx";
import { Field } from "../ui/field.tsx";
import { Note } from "../ui/note.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { createActing } from "./acting.ts";
import { createView, useStation, useText } from "./app.tsx";
import { createDraftText } from "./draft.ts";

const DIGITS_MIN = 7;
const DIGITS_MAX = 15;

/** How a neighbour reaches this person: by phone, by knocking, or through the steward. */
export default function ContactSheet(props: { readonly onClose: () => void }): JSX.Element {
  const t = useText(askWords);
  const c = useText(common);
  const station = useStation();
  const view = createView();
  const acting = createActing();
  const kept = view().me?.contact ?? null;
  const [way, setWay] = createSignal<Contact["way"]>(kept?.way ?? "phone");
  const typed = createDraftText("contact", kept?.way === "phone" ? kept.number : "");
  const [isWrong, setWrong] = createSignal(false);
  const contact = (): Contact | null => {
    const chosen = way();
    if (chosen !== "phone") return { way: chosen };
    const digits = typed.text().replace(/\D/gu, "");
    return digits.length < DIGITS_MIN || digits.length > DIGITS_MAX ? null : { way: "phone", number: digits };
  };
  const keep = (): void => {
    const me = view().me;
    const what = contact();
    const { onClose } = props;
    setWrong(what === null);
    if (me !== null && what !== null)
      void acting.run(
        () => station.acts.setContact(me.id, what),
        () => {
          typed.sent();
          onClose();
        },
      );
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().contact.title}
      sentence={t().contact.sentence}
      closeLabel={c().close}
      acts={{
        act: { label: c().save, onClick: () => keep(), busy: acting.isBusy() },
        quiet: { label: t().contact.later, onClick: () => props.onClose() },
      }}
    >
      <Chips
        legend={t().contact.ways}
        options={[
          { value: "phone", label: t().contact.phone, icon: "phone" },
          { value: "knock", label: t().contact.knock, icon: "doorOpen" },
          { value: "steward", label: t().contact.steward, icon: "users" },
        ]}
        value={way()}
        onChange={setWay}
      />
      <Show when={way() === "phone"}>
        <Field
          label={t().contact.number}
          value={typed.text()}
          onInput={(value) => {
            typed.write(value);
            setWrong(false);
          }}
          error={isWrong() ? t().contact.wrong : undefined}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxlength={20}
        />
      </Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}

import type { JSX } from "solid-js";
import { createSignal, Show, untrack } from "solid-js";
import { NAME_CHARACTERS_MAX } from "../../domain/said.ts";
import { cleanText } from "../../domain/words.ts";
import { common } from "../../locale/common.ts";
import { phonesWords } from "../../locale/phones.ts";
import type { DeviceShown } from "../../peer/keeping.ts";
import { Button } from "../../ui/button.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Field } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { createActing } from "../acting.ts";
import { useStation, useText } from "../app.tsx";

/** What somebody calls one of her phones: one tap for what it is, or a word of her own. */
export function NamePhone(props: { readonly device: DeviceShown }): JSX.Element {
  const station = useStation();
  const t = useText(phonesWords);
  const c = useText(common);
  const acting = createActing();
  const [typed, setTyped] = createSignal(untrack(() => props.device.name) ?? "");
  const [said, setSaid] = createSignal<string | null>(null);
  const kind = () => t().kinds.find((one) => one === cleanText(typed()));
  const save = (): void => {
    const { key } = props.device;
    const name = cleanText(typed());
    void acting.run(
      () => station.acts.nameDevice(key, name),
      () => setSaid(name === "" ? t().unnamed : t().named(name)),
    );
  };
  const write = (name: string): void => {
    setTyped(name);
    setSaid(null);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Chips
        legend={t().call}
        options={t().kinds.map((name) => ({ value: name, label: name }))}
        value={kind()}
        onChange={write}
      />
      <Field
        label={t().other}
        hint={t().callNote}
        value={typed()}
        onInput={write}
        error={acting.trouble() ?? undefined}
        maxlength={NAME_CHARACTERS_MAX}
        autocomplete="off"
      />
      <Button kind="outline" label={c().save} type="submit" busy={acting.isBusy()} />
      <div role="status">
        <Show when={said()}>{(words) => <Note kind="done">{words()}</Note>}</Show>
      </div>
    </form>
  );
}

import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { NAME_CHARACTERS_MAX } from "../../domain/said.ts";
import { cleanText } from "../../domain/words.ts";
import { common } from "../../locale/common.ts";
import { meWords } from "../../locale/me.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";
import { createDraftText } from "../draft.ts";
import { useUndo } from "../undo.tsx";

/** What neighbours call me. */
export function NamePage(): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(meWords);
  const c = useText(common);
  const acting = createActing();
  const typed = createDraftText("name", view().me?.name ?? "");
  const undo = useUndo();
  const [isSaved, setSaved] = createSignal(false);
  const save = (): void => {
    const me = view().me;
    const name = cleanText(typed.text());
    if (me === null) return;
    const { id, name: before } = me;
    const back = (): void => {
      if (before === null) return;
      typed.write(before);
      setSaved(false);
      void station.acts.rename(id, before);
    };
    void acting.run(
      () => station.acts.rename(id, name),
      () => {
        typed.sent();
        setSaved(true);
        undo.say({ text: t().namePage.saved, undo: back });
      },
    );
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label={t().name}
        hint={t().namePage.hint}
        value={typed.text()}
        onInput={(value) => {
          typed.write(value);
          setSaved(false);
        }}
        error={acting.trouble() ?? undefined}
        maxlength={NAME_CHARACTERS_MAX}
        autocomplete="nickname"
      />
      <Button label={c().save} type="submit" busy={acting.isBusy()} />
      <Show when={isSaved()}>
        <Note kind="done">{t().namePage.saved}</Note>
      </Show>
    </form>
  );
}

import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { createActing } from "../acting.ts";
import { useStation, useText } from "../app.tsx";

/** A file with the building's content, for neighbours without a network; and reading one. */
export function Carry(): JSX.Element {
  const station = useStation();
  const t = useText(meWords);
  const acting = createActing();
  const [done, setDone] = createSignal<string | null>(null);
  let input: HTMLInputElement | undefined;
  const save = (): void => {
    setDone(null);
    void acting.run(
      () => station.acts.exportBundle(),
      ({ bytes, name, needs }) => {
        download(bytes, name);
        setDone(t().carryPage.exported(needs));
      },
    );
  };
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setDone(null);
    const bytes = new Uint8Array(await file.arrayBuffer());
    await acting.run(
      () => station.acts.importBundle(bytes),
      ({ added, waiting, refused }) => setDone(t().carryPage.imported(added, waiting, refused)),
    );
  };
  return (
    <>
      <p>{t().carryPage.sentence}</p>
      <p class="muted">{t().carryPage.safe}</p>
      <Button icon="download" label={t().carryPage.export} onClick={save} busy={acting.isBusy()} wide />
      <Button
        kind="outline"
        icon="upload"
        label={t().carryPage.import}
        onClick={() => input?.click()}
        disabled={acting.isBusy()}
        wide
      />
      <input
        ref={input}
        type="file"
        accept=".yzb,application/octet-stream"
        hidden
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Show when={done()}>{(words) => <Note kind="done">{words()}</Note>}</Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </>
  );
}

/** Hands a file to the browser's own saving. */
function download(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

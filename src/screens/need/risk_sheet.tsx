import type { JSX } from "solid-js";
import { createEffect, createSignal, For } from "solid-js";
import type { Risk } from "../../domain/words.ts";
import { askWords } from "../../locale/ask.ts";
import { common } from "../../locale/common.ts";
import { needWords } from "../../locale/need.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useText } from "../app.tsx";

/** Points out what the words seem to give away; it never forbids. */
export function RiskSheet(props: {
  readonly risks: readonly Risk[];
  readonly onChange: () => void;
  readonly onAnyway: () => void;
}): JSX.Element {
  const t = useText(askWords);
  const n = useText(needWords);
  const c = useText(common);
  // What was found stays readable while the sheet closes.
  const [found, setFound] = createSignal<readonly Risk[]>([]);
  createEffect(() => {
    if (props.risks.length > 0) setFound(props.risks);
  });
  return (
    <Sheet
      open={props.risks.length > 0}
      onClose={() => props.onChange()}
      title={t().check.title}
      sentence={t().check.sentence}
      closeLabel={c().close}
      acts={{
        act: { label: t().check.change, icon: "pencil", onClick: () => props.onChange() },
        quiet: { label: t().check.anyway, onClick: () => props.onAnyway() },
      }}
    >
      <For each={found()}>{(risk) => <Note kind="warn">{n().risk[risk]}</Note>}</For>
    </Sheet>
  );
}

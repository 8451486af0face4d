import type { JSX, ParentProps } from "solid-js";
import { Show } from "solid-js";
import { common } from "../../locale/common.ts";
import type { Answer } from "../../peer/station.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useText } from "../app.tsx";
import type { Deal, Question } from "./deal.ts";

export interface AskSheetProps {
  readonly deal: Deal;
  readonly question: Question;
  readonly title: string;
  readonly sentence?: string | undefined;
  /** The verb that signs. */
  readonly sure: string;
  readonly danger?: boolean | undefined;
  readonly act: () => Promise<Answer>;
  readonly onDone?: (() => void) | undefined;
}

/** One question over a need: its act runs on the verb, a refusal is said in the sheet, done closes it. */
export function AskSheet(props: ParentProps<AskSheetProps>): JSX.Element {
  const c = useText(common);
  const close = (): void => props.deal.ask(null);
  const run = (): void => {
    const { deal, act, onDone } = props;
    void deal.acting.run(act, () => {
      deal.ask(null);
      onDone?.();
    });
  };
  return (
    <Sheet
      open={props.deal.question() === props.question}
      onClose={() => close()}
      title={props.title}
      sentence={props.sentence}
      closeLabel={c().close}
      acts={{
        danger: props.danger,
        act: { label: props.sure, busy: props.deal.acting.isBusy(), onClick: () => run() },
        quiet: { label: c().cancel, onClick: () => close() },
      }}
    >
      {props.children}
      <Show when={props.deal.acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}

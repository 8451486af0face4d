import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { recoverWords } from "../../locale/recover.ts";
import { stewardWords } from "../../locale/steward.ts";
import type { Asked } from "../../peer/keeping.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useText } from "../app.tsx";
import { createCopying } from "../copying.ts";

/** The code that a witness of another household scans, and the link for one who is not here. */
export function WitnessSheet(props: {
  readonly name: string;
  readonly link: string;
  /** What she signed; an account that is opened, unless told. */
  readonly what?: Asked["what"] | undefined;
  readonly onClose: () => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const r = useText(recoverWords);
  const c = useText(common);
  const copying = createCopying(() => props.link);
  const words = () => (props.what === "recover" ? r().witness : t().witness);
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={words().title(props.name)}
      sentence={words().sentence}
      closeLabel={c().close}
      acts={{
        act: {
          label: copying.isCopied() ? t().witness.copied : t().witness.copy,
          icon: copying.isCopied() ? "check" : "copy",
          onClick: () => void copying.copy(),
        },
      }}
    >
      <div class="centre">
        <QrCode text={props.link} label={words().qr(props.name)} />
      </div>
      <Show when={props.what === "recover"}>
        <p>{r().witness.after}</p>
      </Show>
      <p class="muted">{t().witness.lapses}</p>
    </Sheet>
  );
}

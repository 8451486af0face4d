import type { JSX } from "solid-js";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useText } from "../app.tsx";
import { createCopying } from "../copying.ts";

/** The code that a witness of another household scans, and the link for one who is not here. */
export function WitnessSheet(props: {
  readonly name: string;
  readonly link: string;
  readonly onClose: () => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const copying = createCopying(() => props.link);
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().witness.title(props.name)}
      sentence={t().witness.sentence}
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
        <QrCode text={props.link} label={t().witness.qr(props.name)} />
      </div>
      <p class="muted">{t().witness.lapses}</p>
    </Sheet>
  );
}

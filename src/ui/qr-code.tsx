import { encodeQR } from "qr";
import type { JSX } from "solid-js";
import { createMemo } from "solid-js";

/** Modules of white around the code; four is what the standard asks of every reader's eye. */
const QUIET_MODULES = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What a screen reader hears: what the code is for. */
  readonly label: string;
  /** How much may be dirty or torn; medium unless told, as posters and invites have it (identity.md). */
  readonly correction?: "low" | "medium" | "quartile" | "high" | undefined;
}

/** A QR code as one SVG path: always dark on white, whatever the theme, and as wide as its place. */
export function QrCode(props: QrCodeProps): JSX.Element {
  const modules = createMemo(() =>
    encodeQR(props.text, "raw", { ecc: props.correction ?? "medium", border: QUIET_MODULES }),
  );
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${modules().length} ${modules().length}`}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={modulesToPath(modules())} fill="#000" />
    </svg>
  );
}

/** Each run of dark modules in a row is one rectangle of the path. */
export function modulesToPath(modules: readonly (readonly boolean[])[]): string {
  let path = "";
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      path += `M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`;
    }
  });
  return path;
}

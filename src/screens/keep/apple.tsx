import "./restore.css";
import type { JSX } from "solid-js";
import { For, onMount } from "solid-js";
import { restoreWords } from "../../locale/restore.ts";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** Share, 添加到主屏幕, the desktop: ink for the phone, persimmon for what the finger looks for. */
const DRAWN = [
  {
    ink: "M24 10H72Q78 10 78 16V80Q78 86 72 86H24Q18 86 18 80V16Q18 10 24 10ZM18 66H78M30 24H66M30 34H54",
    warm: "M40 73H38V81H58V73H56M48 78V58M42 63L48 57L54 63",
    wash: "M18 66H78V80Q78 86 72 86H24Q18 86 18 80Z",
  },
  {
    ink: "M24 10H72Q78 10 78 16V80Q78 86 72 86H24Q18 86 18 80V16Q18 10 24 10ZM28 26H58M28 72H58M68 26h.01M68 72h.01",
    warm: "M24 38H72V60H24ZM30 49H50M62 43H66Q68 43 68 45V53Q68 55 66 55H58Q56 55 56 53V45Q56 43 58 43ZM62 46V52M59 49H65",
    wash: "M24 38H72V60H24Z",
  },
  {
    ink: "M24 10H72Q78 10 78 16V80Q78 86 72 86H24Q18 86 18 80V16Q18 10 24 10ZM28 22H40V34H28ZM56 22H68V34H56ZM28 66H40V78H28ZM56 66H68V78H56Z",
    warm: "M38 40H58Q62 40 62 44V58Q62 62 58 62H38Q34 62 34 58V44Q34 40 38 40ZM48 45V51L53 54",
    wash: "M38 40H58Q62 40 62 44V58Q62 62 58 62H38Q34 62 34 58V44Q34 40 38 40Z",
  },
] as const;

/**
 * Three drawn steps to an iPhone's desktop. The desktop app of an iPhone has a store of its own and starts at this
 * very address when the page names no manifest, so the key of the new device travels in it.
 */
export function AppleSteps(): JSX.Element {
  const t = useText(restoreWords);
  onMount(() => {
    for (const link of document.querySelectorAll('link[rel="manifest"]')) link.remove();
    // Without a manifest this is what makes it open by itself and not in Safari.
    const meta = document.createElement("meta");
    meta.name = "apple-mobile-web-app-capable";
    meta.content = "yes";
    document.head.append(meta);
  });
  return (
    <Screen title={t().apple.title} headline={t().apple.headline} sign bare>
      <p>{t().apple.sentence}</p>
      <ol class="apple-steps">
        <For each={t().apple.steps}>
          {(words, place) => (
            <li>
              <Drawn {...(DRAWN[place()] ?? DRAWN[0])} />
              <p>{words}</p>
            </li>
          )}
        </For>
      </ol>
      <Note kind="info">{t().apple.soon}</Note>
    </Screen>
  );
}

function Drawn(props: { readonly ink: string; readonly warm: string; readonly wash: string }): JSX.Element {
  return (
    <svg class="picture" viewBox="0 0 96 96" aria-hidden="true">
      <path class="picture-wash" d={props.wash} />
      <path class="picture-ink" d={props.ink} />
      <path class="picture-warm" d={props.warm} />
    </svg>
  );
}

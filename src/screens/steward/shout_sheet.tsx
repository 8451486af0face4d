import type { JSX } from "solid-js";
import { createEffect, createMemo, createResource, onCleanup, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import { aboutWords, windowWords } from "../../locale/time.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createView, useApp, useSettings, useText, useWhen } from "../app.tsx";
import { createCopying } from "../copying.ts";
import { PICTURE_OF, pointsText, priceOf, titleOf } from "../deeds.ts";
import { placeOf } from "../people.ts";
import { drawShout, type ShoutWords } from "./shout_picture.ts";

/** 喊人: one text and one picture for the group chat, one tap away. */
export function ShoutSheet(props: { readonly need: NeedView; readonly onClose: () => void }): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const words = createWords(() => props.need);
  const [drawing] = createResource(words, async (said) => pictureOf(await drawShout(said)));
  // Read while it is under way it would take the whole page away.
  const picture = () => (drawing.state === "ready" ? drawing() : undefined);
  createEffect(() => {
    const drawn = picture();
    onCleanup(() => drawn && URL.revokeObjectURL(drawn.url));
  });
  const text = () => textOf(t().shouting.text, words());
  const copying = createCopying(text);
  const share = async (): Promise<void> => {
    const files = picture()?.files ?? [];
    const whole = { text: text(), files: [...files] };
    const sent = navigator.canShare?.(whole) ? whole : { text: text() };
    // A closed share sheet is a change of mind, not a failure.
    await navigator.share(sent).catch(() => undefined);
  };
  const copyAct = () => ({
    label: copying.isCopied() ? t().shouting.copied : t().shouting.copy,
    icon: copying.isCopied() ? ("check" as const) : ("copy" as const),
    onClick: () => void copying.copy(),
  });
  const canShare = () => "share" in navigator;
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().shouting.title}
      sentence={t().shouting.sentence}
      closeLabel={c().close}
      acts={
        canShare()
          ? {
              act: { label: t().shouting.share, icon: "share", onClick: () => void share() },
              quiet: copyAct(),
            }
          : { act: copyAct() }
      }
    >
      <Card>
        <p class="shout-text">{text()}</p>
      </Card>
      <Show when={picture()} fallback={<p class="muted">{t().shouting.drawing}</p>}>
        {(drawn) => (
          <figure class="shout-picture">
            <img src={drawn().url} alt={t().shouting.picture} width="1080" height="1350" />
            <Button
              kind="quiet"
              icon="download"
              label={t().shouting.save}
              onClick={() => save(drawn().url, `${words().title}.png`)}
            />
          </figure>
        )}
      </Show>
    </Sheet>
  );
}

/** What the picture and the text say: what, which building, when; never who. */
function createWords(need: () => NeedView): () => ShoutWords {
  const t = useText(stewardWords);
  const settings = useSettings();
  const { origin } = useApp();
  const view = createView();
  const when = useWhen(view);
  const words = (): ShoutWords => {
    const lang = settings.lang();
    const one = need();
    return {
      community: view().community?.name ?? "",
      call: t().shouting.call,
      title: titleOf(one, lang),
      facts: [
        placeOf(view(), one.requester, lang),
        windowWords(one.from, one.to, when()),
        aboutWords(one.seconds, lang),
      ],
      amount: one.points ? pointsText(view(), priceOf(view(), one), lang) : "",
      scan: t().shouting.scan,
      picture: PICTURE_OF[one.type],
      link: `${origin}/needs/${one.id}`,
    };
  };
  // Drawn anew only when it says something else.
  return createMemo(words, undefined, { equals: isSame });
}

const isSame = (a: ShoutWords, b: ShoutWords): boolean => JSON.stringify(a) === JSON.stringify(b);

function textOf(
  sentence: (title: string, where: string, when: string, length: string, link: string) => string,
  words: ShoutWords,
): string {
  const [where = "", when = "", length = ""] = words.facts;
  return sentence(words.title, where, when, length, words.link);
}

interface Drawn {
  readonly url: string;
  readonly files: readonly File[];
}

const pictureOf = (blob: Blob | null): Drawn | undefined =>
  blob === null
    ? undefined
    : { url: URL.createObjectURL(blob), files: [new File([blob], "help.png", { type: "image/png" })] };

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

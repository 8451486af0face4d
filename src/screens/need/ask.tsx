import { useParams, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { SERVICE_TYPES, SERVICES, type ServiceType } from "../../domain/service.ts";
import { askWords } from "../../locale/ask.ts";
import { needWords } from "../../locale/need.ts";
import { PictureGrid } from "../../ui/choice-cards.tsx";
import { createView, useText } from "../app.tsx";
import { PICTURE_OF } from "../deeds.ts";
import { Screen } from "../screen.tsx";
import { AskForm } from "./ask_form.tsx";
import { Shared, sharedWords } from "./shared.tsx";

/** What is asked for most comes first. */
const ORDER: readonly ServiceType[] = [
  "errand",
  "parcel",
  "walk",
  "childcare",
  "phone_help",
  "trash",
  "bills",
  "other",
];

const isType = (text: string | undefined): text is ServiceType => SERVICE_TYPES.some((type) => type === text);

/** 要帮忙: a picture, then one page where all is filled in already. */
export default function AskHelp(): JSX.Element {
  const params = useParams();
  const type = () => (isType(params.type) ? params.type : undefined);
  return (
    <Show when={type()} keyed fallback={<Pictures />}>
      {(chosen) => <AskForm type={chosen} />}
    </Show>
  );
}

function Pictures(): JSX.Element {
  const view = createView();
  const t = useText(askWords);
  const n = useText(needWords);
  const [search] = useSearchParams();
  const stage = () => view().community?.policy.stage ?? 1;
  // For whom a steward or a daughter asks is chosen before the picture, and travels along.
  const [words, setWords] = createSignal(sharedWords(search));
  const tail = () => {
    const more = new URLSearchParams();
    if (typeof search.for === "string") more.set("for", search.for);
    if (words() !== "") more.set("words", words());
    return more.size > 0 ? `?${more}` : "";
  };
  return (
    <Screen title={t().title} above="/" at="ask">
      <Show when={words() !== ""}>
        <Shared words={words()} onDrop={() => setWords("")} />
      </Show>
      <PictureGrid
        items={ORDER.filter((type) => SERVICES[type].stage <= stage()).map((type) => ({
          label: n().type[type],
          picture: PICTURE_OF[type],
          href: `/ask/${type}${tail()}`,
        }))}
      />
    </Screen>
  );
}

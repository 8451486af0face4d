import type { JSX, ParentProps } from "solid-js";
import { children, createUniqueId, onCleanup, Show } from "solid-js";
import { Icon } from "./icons.tsx";
import { Picture } from "./pictures.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

export interface PageProps {
  /** The name of the screen, in the header. */
  readonly title: string;
  /** A larger line under the header, such as a greeting; it becomes the heading of the page. */
  readonly headline?: string | undefined;
  /** The sign of the house before the title: for the first screens of a newcomer. */
  readonly sign?: boolean | undefined;
  readonly back?: (TapTarget & { readonly label: string }) | undefined;
  /** The status word. */
  readonly status?: JSX.Element;
  /** Lines that stand above the act bar for a while: undo, a new version. */
  readonly notice?: JSX.Element;
  /** The act bar; on a phone it takes the place of the tabs. */
  readonly foot?: JSX.Element;
  /** Tab bar, or in elder mode the foot row. */
  readonly nav?: JSX.Element;
  /** Room for two columns on a wide screen. */
  readonly wide?: boolean | undefined;
}

/**
 * The frame of every screen: header, matter, foot. Only the matter scrolls, so nothing ever lies half under the foot.
 * From 900 px on, tabs stand at the side; in a flat window the whole page scrolls.
 */
export function Page(props: ParentProps<PageProps>): JSX.Element {
  const headingId = createUniqueId();
  const foot = children(() => props.foot);
  const nav = children(() => props.nav);
  return (
    <div
      class="page"
      classList={{
        "page-with-nav": Boolean(nav()),
        "page-acting": Boolean(foot()),
        "page-wide": props.wide === true,
      }}
    >
      <header class="page-head">
        <Show when={props.back}>
          {(back) => (
            <Tap class="page-back" label={back().label} href={back().href} onClick={back().onClick}>
              <Icon name="chevronLeft" />
            </Tap>
          )}
        </Show>
        <Show when={props.sign}>
          <Picture name="points" />
        </Show>
        <Show
          when={props.headline}
          fallback={
            <h1 class="page-title" id={headingId} tabindex="-1">
              {props.title}
            </h1>
          }
        >
          <p class="page-place">{props.title}</p>
        </Show>
        {props.status}
      </header>
      <main class="page-scroll" aria-labelledby={headingId} ref={createScroll}>
        <div class="page-main">
          <Show when={props.headline}>
            <h1 class="page-headline" id={headingId} tabindex="-1">
              {props.headline}
            </h1>
          </Show>
          {props.children}
        </div>
      </main>
      <footer class="page-foot">
        <div class="page-acts">
          {props.notice}
          {foot()}
        </div>
        {nav()}
      </footer>
    </div>
  );
}

/** How far a key scrolls, as browsers do it: a line in px, a page in parts of what is seen. */
const LINE_PX = 40;
const PAGE = 0.875;

const STOPS = "a[href], button:not(:disabled), input, select, textarea, summary";

/** ref: the keyboard reaches what scrolls: from wherever the focus is, and by a stop where nothing in it is one. */
function createScroll(matter: HTMLElement): void {
  const scroll = (event: KeyboardEvent): void => {
    const way = wayOf(event, matter);
    if (way === 0) return;
    event.preventDefault();
    matter.scrollBy(0, way);
  };
  document.addEventListener("keydown", scroll);
  onCleanup(() => document.removeEventListener("keydown", scroll));
  if (!("ResizeObserver" in window)) return;
  const observer = new ResizeObserver(() => {
    // On a phone the list lies hidden beside what was chosen from it.
    const hasStops = [...matter.querySelectorAll(STOPS)].some((stop) => stop.getClientRects().length > 0);
    if (!hasStops && matter.scrollHeight > matter.clientHeight) matter.tabIndex = 0;
    else matter.removeAttribute("tabindex");
  });
  for (const part of [matter, ...matter.children]) observer.observe(part);
  onCleanup(() => observer.disconnect());
}

/** How far a key moves the matter, as on a page that scrolls as a whole; 0 where the browser does it. */
function wayOf(event: KeyboardEvent, matter: HTMLElement): number {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  const at = document.activeElement;
  if (event.defaultPrevented || altKey || ctrlKey || metaKey || at === null) return 0;
  // In the matter it is the browser's, over it a sheet's.
  if (matter.contains(at) || at.closest("dialog") !== null) return 0;
  if (matter.scrollHeight <= matter.clientHeight) return 0;
  const page = matter.clientHeight * PAGE;
  const ways: Readonly<Record<string, number>> = {
    ...{ PageDown: page, PageUp: -page, ArrowDown: LINE_PX, ArrowUp: -LINE_PX },
    ...{ Home: -matter.scrollHeight, End: matter.scrollHeight },
    ...(at.matches("a, button") ? {} : { " ": shiftKey ? -page : page }),
  };
  return ways[key] ?? 0;
}

/** A list and what was chosen from it: side by side on wide screens, one of them on a phone. */
export function Columns(props: {
  readonly list: JSX.Element;
  readonly detail: JSX.Element;
  readonly shown: "list" | "detail";
}): JSX.Element {
  return (
    <div class="columns" data-shown={props.shown}>
      <div class="columns-list">{props.list}</div>
      <div class="columns-detail">{props.detail}</div>
    </div>
  );
}

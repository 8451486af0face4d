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

/** The frame of every screen: header, matter, foot. From 900 px on, tabs stand at the side. */
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
      <main class="page-main" aria-labelledby={headingId}>
        <Show when={props.headline}>
          <h1 class="page-headline" id={headingId} tabindex="-1">
            {props.headline}
          </h1>
        </Show>
        {props.children}
      </main>
      <footer class="page-foot" ref={createFootRoom}>
        <div class="page-acts">
          {props.notice}
          {foot()}
        </div>
        {nav()}
      </footer>
    </div>
  );
}

/** ref: tells the page how high its foot is, so that what has the focus never lies under it. */
function createFootRoom(foot: HTMLElement): void {
  if (!("ResizeObserver" in window)) return;
  const page = document.documentElement;
  // On a wide screen the tabs stand at the side and the acts alone at the foot.
  const parts = [foot, ...foot.querySelectorAll<HTMLElement>(":scope > .page-acts")];
  const observer = new ResizeObserver(() => {
    const height = Math.max(...parts.map((part) => part.offsetHeight));
    page.style.setProperty("--foot", `${height}px`);
  });
  for (const part of parts) observer.observe(part);
  onCleanup(() => {
    observer.disconnect();
    page.style.removeProperty("--foot");
  });
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

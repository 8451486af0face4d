import type { JSX, ParentProps } from "solid-js";
import { createContext, createEffect, createUniqueId, on, onCleanup, Show, useContext } from "solid-js";
import type { ActBarProps } from "./act-bar.tsx";
import { ActBar } from "./act-bar.tsx";
import { Icon } from "./icons.tsx";

export interface SheetProps {
  readonly open: boolean;
  /** Called when the person closes it: Esc, back, the cross, a tap beside it. */
  readonly onClose: () => void;
  readonly title: string;
  readonly sentence?: string | undefined;
  readonly closeLabel: string;
  readonly acts?: ActBarProps | undefined;
  /** As high as the screen allows, for much to read. */
  readonly tall?: boolean | undefined;
}

/** What stands in every sheet of the app: a tool in its head, and in elder mode the row at its foot. */
export interface SheetFrame {
  readonly tool?: (() => JSX.Element) | undefined;
  readonly foot?: ((close: () => void) => JSX.Element) | undefined;
}

export const SheetFrames = createContext<SheetFrame>({});

/** A question or more detail over the screen: from below on phones, in the middle on wide screens. */
export function Sheet(props: ParentProps<SheetProps>): JSX.Element {
  const frame = useContext(SheetFrames);
  const titleId = createUniqueId();
  const sentenceId = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  let before: Element | null = null;

  const show = () => {
    before = document.activeElement;
    dialog?.showModal();
  };
  const hide = () => {
    dialog?.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    before = null;
  };

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        show();
        const forget = makeBackListener(() => props.onClose());
        onCleanup(() => {
          hide();
          forget();
        });
      },
    ),
  );

  return (
    <dialog
      ref={dialog}
      class="sheet"
      classList={{ "sheet-tall": props.tall === true }}
      aria-labelledby={titleId}
      aria-describedby={props.sentence ? sentenceId : undefined}
      onCancel={(event) => {
        // The one who opened it closes it, so that the state has one owner.
        event.preventDefault();
        props.onClose();
      }}
      onClose={() => {
        if (props.open) props.onClose();
      }}
      on:click={(event) => {
        if (event.target === dialog) props.onClose();
      }}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id={titleId} tabindex="-1" autofocus>
            {props.title}
          </h2>
          <Show when={props.open}>{frame.tool?.()}</Show>
          <button
            type="button"
            class="sheet-close"
            aria-label={props.closeLabel}
            onClick={() => props.onClose()}
          >
            <Icon name="x" />
          </button>
        </div>
        <Show when={props.sentence}>
          <p id={sentenceId} class="sheet-sentence">
            {props.sentence}
          </p>
        </Show>
        {props.children}
      </div>
      <div class="sheet-foot">
        <Show when={props.acts}>{(acts) => <ActBar {...acts()} />}</Show>
        <Show when={props.open}>{frame.foot?.(() => props.onClose())}</Show>
      </div>
    </dialog>
  );
}

/**
 * make: the phone's back closes what is open; returns how to forget it. Browsers with close watchers already
 * do this for a modal dialog; for the others one history entry stands in, and is taken out again.
 */
function makeBackListener(onBack: () => void): () => void {
  if ("CloseWatcher" in window) return () => {};
  const mark = createMark();
  history.pushState({ ...history.state, sheet: mark }, "");
  window.addEventListener("popstate", onBack);
  return () => {
    window.removeEventListener("popstate", onBack);
    // Later, because the act that closed the sheet may be going to another screen just now.
    setTimeout(() => {
      if ((history.state as { sheet?: number } | null)?.sheet === mark) history.back();
    });
  };
}

let marks = 0;
const createMark = (): number => {
  marks += 1;
  return marks;
};

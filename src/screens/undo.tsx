import type { JSX } from "solid-js";
import { createContext, createSignal, onCleanup, Show, useContext } from "solid-js";
import { common } from "../locale/common.ts";
import { UndoBar } from "../ui/note.tsx";
import { useSettings, useText } from "./app.tsx";

/** What was just done, and how it is taken back. */
export interface Done {
  readonly text: string;
  readonly undo: () => void;
}

export interface UndoStore {
  readonly done: () => Done | null;
  readonly say: (done: Done | null) => void;
}

const Store = createContext<UndoStore>();

/** Milliseconds for which 撤销 stays; in elder mode it stays until the next act. */
const UNDO_MS = 10_000;

export function UndoProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const settings = useSettings();
  const [done, setDone] = createSignal<Done | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (next: Done | null): void => {
    clearTimeout(timer);
    setDone(next);
    if (next !== null && settings.mode() === "standard") timer = setTimeout(() => setDone(null), UNDO_MS);
  };
  onCleanup(() => clearTimeout(timer));
  return <Store.Provider value={{ done, say }}>{props.children}</Store.Provider>;
}

/** Says what was done, with 撤销 beside it. */
export function useUndo(): UndoStore {
  const store = useContext(Store);
  if (store === undefined) throw new Error("a screen stands inside UndoProvider");
  return store;
}

/** The bar above the act bar. */
export function Undo(): JSX.Element {
  const store = useUndo();
  const t = useText(common);
  return (
    <Show when={store.done()}>
      {(done) => (
        <UndoBar
          text={done().text}
          undoLabel={t().undo}
          onUndo={() => {
            done().undo();
            store.say(null);
          }}
        />
      )}
    </Show>
  );
}

import type { JSX } from "solid-js";
import { createContext, createSignal, onCleanup, Show, useContext } from "solid-js";
import { common } from "../locale/common.ts";
import { UndoBar } from "../ui/note.tsx";
import { createView, useSettings, useStation, useText } from "./app.tsx";
// Not fetched when it is wanted: it comes while another screen is on its way, and has ten seconds.
import { Counting } from "./counting.tsx";

/** What was just done, and how it is taken back, where it can be. */
export interface Done {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
  /** 撤销 where nothing else is said. */
  readonly undoLabel?: string | undefined;
}

export interface UndoStore {
  readonly done: () => Done | null;
  readonly say: (done: Done | null) => void;
}

const Store = createContext<UndoStore>();

/** Milliseconds for which a line stays; in elder mode it stays until the next act, or until it was seen. */
const UNDO_MS = 10_000;

export function UndoProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const settings = useSettings();
  const [done, setDone] = createSignal<Done | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (next: Done | null): void => {
    clearTimeout(timer);
    setDone(next);
    if (next !== null && settings.mode() !== "elder") timer = setTimeout(() => setDone(null), UNDO_MS);
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

/** The bar above the act bar: points that are about to be signed, else what was just done. */
export function Undo(): JSX.Element {
  const store = useUndo();
  const station = useStation();
  const view = createView();
  const counting = () => view().sync.waiting.find((one) => one.state === "countdown");
  return (
    <Show
      when={counting()}
      fallback={
        <Show when={store.done()}>{(done) => <DoneBar done={done()} onUndo={() => store.say(null)} />}</Show>
      }
    >
      {(one) => <Counting one={one()} onBack={() => void station.acts.takeBack(one().key)} />}
    </Show>
  );
}

function DoneBar(props: { readonly done: Done; readonly onUndo: () => void }): JSX.Element {
  const t = useText(common);
  const settings = useSettings();
  return (
    <Show
      when={props.done.undo}
      fallback={
        <Show
          when={settings.mode() === "elder"}
          fallback={
            <div class="undo-bar" role="status">
              <p>{props.done.text}</p>
            </div>
          }
        >
          <UndoBar
            text={props.done.text}
            icon="check"
            undoLabel={t().sync.seen}
            onUndo={() => props.onUndo()}
          />
        </Show>
      }
    >
      {(undo) => (
        <UndoBar
          text={props.done.text}
          undoLabel={props.done.undoLabel ?? t().undo}
          onUndo={() => {
            undo()();
            props.onUndo();
          }}
        />
      )}
    </Show>
  );
}

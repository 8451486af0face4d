import type { JSX } from "solid-js";
import { createContext, createSignal, lazy, Show, Suspense, useContext } from "solid-js";
import { useStation } from "./app.tsx";

const ContactSheet = lazy(() => import("./contact_sheet.tsx"));
const Ask = createContext<(again?: boolean) => void>();

/** Asks how a neighbour can reach this person: once after the first act that needs it, or again when she wants to. */
export function useAskContact(): (again?: boolean) => void {
  const ask = useContext(Ask);
  if (ask === undefined) throw new Error("a screen stands inside AskContactProvider");
  return ask;
}

export function AskContactProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const station = useStation();
  const [isOpen, setOpen] = createSignal(false);
  const ask = (again = false): void => {
    const { me } = station.view();
    if (me !== null && (again || me.contact === null)) setOpen(true);
  };
  return (
    <Ask.Provider value={ask}>
      {props.children}
      <Show when={isOpen()}>
        <Suspense>
          <ContactSheet onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </Ask.Provider>
  );
}

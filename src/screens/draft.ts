/** A form that survives a reload: what was filled in is kept on the shelf until it is sent or thrown away. */
import { type Accessor, createEffect, createSignal, on } from "solid-js";
import { useApp } from "./app.tsx";

export interface Draft<T> {
  readonly value: () => T;
  readonly change: (part: Partial<T>) => void;
  readonly forget: () => void;
  /** What was filled in still shows, and is not kept any more. */
  readonly sent: () => void;
}

/** create: a draft under a name; `first` is what an empty form shows, `isDraft` tells whether a kept one still fits. */
export function createDraft<T extends object>(
  name: () => string,
  first: () => T,
  isDraft: (kept: unknown) => kept is T,
): Draft<T> {
  const { shelf } = useApp();
  const key = `draft.${name()}`;
  const [value, setValue] = createSignal<T>(read(shelf.get(key), isDraft) ?? first());
  const [isChanged, setChanged] = createSignal(shelf.get(key) !== null);
  createEffect(
    on([value, isChanged], ([now, changed]) => {
      shelf.set(key, changed ? JSON.stringify(now) : null);
    }),
  );
  return {
    value,
    change: (part) => {
      setValue((before) => ({ ...before, ...part }));
      setChanged(true);
    },
    forget: () => {
      setChanged(false);
      setValue(() => first());
    },
    sent: () => void setChanged(false),
  };
}

export interface DraftText {
  readonly text: Accessor<string>;
  readonly write: (text: string) => void;
  /** What was typed has reached its place: it still shows, and is not kept any more. */
  readonly sent: () => void;
}

/** create: one field that survives a reload; `first` is what it shows before anything was typed. */
export function createDraftText(name: string, first = ""): DraftText {
  const draft = createDraft(
    () => name,
    () => ({ text: first }),
    isText,
  );
  return {
    text: () => draft.value().text,
    write: (text) => draft.change({ text }),
    sent: draft.sent,
  };
}

const isText = (kept: unknown): kept is { readonly text: string } =>
  typeof kept === "object" && kept !== null && "text" in kept && typeof kept.text === "string";

function read<T>(text: string | null, isDraft: (kept: unknown) => kept is T): T | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

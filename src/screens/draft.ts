/** A form that survives a reload: what was filled in is kept on the shelf until it is sent or thrown away. */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { useApp } from "./app.tsx";
import { DIRTY } from "./updates.ts";

export interface Draft<T> {
  readonly value: () => T;
  readonly change: (part: Partial<T>) => void;
  readonly forget: () => void;
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
      shelf.set(DIRTY, changed ? key : null);
    }),
  );
  onCleanup(() => shelf.set(DIRTY, null));
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
  };
}

function read<T>(text: string | null, isDraft: (kept: unknown) => kept is T): T | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

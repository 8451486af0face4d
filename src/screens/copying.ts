/** Copying a text in one tap, also where the browser has no clipboard: an address without https in a local network. */
import { type Accessor, createSignal } from "solid-js";

export interface Copying {
  /** Whether what would be copied now is what was copied last. */
  readonly isCopied: Accessor<boolean>;
  readonly copy: () => Promise<void>;
  /** The browser refused: the text must be shown, to be copied by hand. */
  readonly isRefused: Accessor<boolean>;
}

export function createCopying(text: Accessor<string>): Copying {
  const [last, setLast] = createSignal<string | null>(null);
  const [isRefused, setRefused] = createSignal(false);
  return {
    isCopied: () => last() === text(),
    copy: async () => {
      const copied = text();
      const isDone = await write(copied);
      if (isDone) setLast(copied);
      setRefused(!isDone);
    },
    isRefused,
  };
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeByHand(text);
  }
}

/** The old way: what is selected in a field is copied. It must stand inside an open sheet, which holds the focus. */
function writeByHand(text: string): boolean {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}

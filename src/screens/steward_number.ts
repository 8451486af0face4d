/** The steward's phone number: typed in once from paper or from her mouth, kept on this phone, never sent. */
import { type Accessor, createSignal } from "solid-js";
import { useApp } from "./app.tsx";

const KEY = "steward.number";

export interface StewardNumber {
  /** Empty while nobody has written it down. */
  readonly number: Accessor<string>;
  readonly keep: (typed: string) => void;
}

export function createStewardNumber(): StewardNumber {
  const { shelf } = useApp();
  const [number, setNumber] = createSignal(shelf.get(KEY) ?? "");
  return {
    number,
    keep: (typed) => {
      const digits = typed.replace(/[^\d+]/gu, "");
      shelf.set(KEY, digits === "" ? null : digits);
      setNumber(digits);
    },
  };
}

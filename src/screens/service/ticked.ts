/** Which lines of a service's checklist are ticked: the helper's own notes, kept on her phone. */
import { type Accessor, createSignal } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { useApp } from "../app.tsx";

export interface Ticked {
  readonly has: (line: string) => boolean;
  readonly set: (line: string, isOn: boolean) => void;
}

export function createTicked(need: Accessor<Id>): Ticked {
  const { shelf } = useApp();
  const key = `ticked.${need()}`;
  const [lines, setLines] = createSignal<readonly string[]>(shelf.get(key)?.split(" ").filter(Boolean) ?? []);
  return {
    has: (line) => lines().includes(line),
    set: (line, isOn) => {
      const next = isOn ? [...lines(), line] : lines().filter((one) => one !== line);
      setLines(next);
      shelf.set(key, next.length === 0 ? null : next.join(" "));
    },
  };
}

/** Running an act of the station from a button: busy while it runs, its fault in words when it is refused. */
import type { Accessor } from "solid-js";
import { createSignal } from "solid-js";
import { faultText } from "../locale/faults.ts";
import type { Answer, Fault } from "../peer/station.ts";
import { useSettings } from "./app.tsx";
import { useUndo } from "./undo.tsx";

export interface Acting {
  readonly isBusy: Accessor<boolean>;
  readonly fault: Accessor<Fault | null>;
  /** The fault's sentence; null while all is well. */
  readonly trouble: Accessor<string | null>;
  /** Runs an act unless one runs already; true when it was done. `then` gets its value. */
  readonly run: <T>(act: () => Promise<Answer<T>>, then?: (value: T) => void) => Promise<boolean>;
  readonly clear: () => void;
}

export function createActing(): Acting {
  const settings = useSettings();
  const undo = useUndo();
  const [isBusy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<Fault | null>(null);
  const run = async <T>(act: () => Promise<Answer<T>>, then?: (value: T) => void): Promise<boolean> => {
    if (isBusy()) return false;
    setBusy(true);
    setFault(null);
    // What was done before cannot be undone past the next act.
    undo.say(null);
    const answer = await act().finally(() => setBusy(false));
    if (answer.ok) then?.(answer.value);
    else setFault(answer.fault);
    return answer.ok;
  };
  return {
    isBusy,
    fault,
    run,
    trouble: () => {
      const what = fault();
      return what === null ? null : faultText(what, settings.lang());
    },
    clear: () => setFault(null),
  };
}

/** Joining and leaving the line of a need, and taking it when the turn comes; each with its way back. */
import type { Accessor } from "solid-js";
import { deedWords } from "../../locale/deed.ts";
import { useStation, useText } from "../app.tsx";
import { useAskContact } from "../ask_contact.tsx";
import { useUndo } from "../undo.tsx";
import type { Deal } from "./deal.ts";

export interface Standby {
  readonly join: () => void;
  readonly leave: () => void;
  /** One tap: the question was answered when she joined the line. */
  readonly take: () => void;
}

export function useStandby(deal: Accessor<Deal>): Standby {
  const t = useText(deedWords);
  const station = useStation();
  const undo = useUndo();
  const askContact = useAskContact();
  return {
    join: () => {
      const { id } = deal().need();
      void deal().acting.run(
        () => station.acts.standBy(id),
        () => undo.say({ text: t().standingBy, undo: () => void station.acts.standDown(id) }),
      );
    },
    leave: () => {
      const { id } = deal().need();
      void deal().acting.run(
        () => station.acts.standDown(id),
        () => undo.say({ text: t().stoodDown, undo: () => void station.acts.standBy(id) }),
      );
    },
    take: () => {
      const { id } = deal().need();
      void deal().acting.run(
        () => station.acts.take(id),
        () => {
          undo.say({ text: t().taken, undo: () => void station.acts.giveBack(id) });
          askContact();
        },
      );
    },
  };
}

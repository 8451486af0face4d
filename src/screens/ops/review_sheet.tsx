import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { opsWords } from "../../locale/ops.ts";
import type { Person } from "../../peer/station.ts";
import { Chips } from "../../ui/chips.tsx";
import { Note } from "../../ui/note.tsx";
import { Select } from "../../ui/select.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { Check } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { buildingName, nameOf } from "../people.ts";

type As = "none" | "steward" | "deputy";

/** One newcomer: vouched for, and in the same act appointed where she is to be a steward. */
export function ReviewSheet(props: {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: (name: string) => void;
}): JSX.Element {
  const t = useText(opsWords);
  const c = useText(common);
  const settings = useSettings();
  const station = useStation();
  const view = createView();
  const acting = createActing();
  const [isAdult, setAdult] = createSignal(false);
  const [as, setAs] = createSignal<As>("none");
  const [chosen, setBuilding] = createSignal<string | null>(null);
  const building = () => chosen() ?? props.person.building;
  // A second try after a lost connection must not vouch again: the ledger would refuse it.
  const [isVouched, setVouched] = createSignal(false);
  const name = () => nameOf(view(), props.person.id, settings.lang());
  const act = () => {
    const role = as();
    return role === "none"
      ? t().review.vouchAct
      : t().review.appointAct(t().review.roles[role], buildingName(view(), building(), settings.lang()));
  };
  const sign = async (): Promise<void> => {
    const { person, onClose, onDone } = props;
    const [called, role, where] = [name(), as(), building()];
    const seen = { household: null, isAdult: isAdult() };
    const vouched = isVouched() || (await acting.run(() => station.acts.vouch(person.id, seen)));
    setVouched(vouched);
    if (!vouched) return;
    if (role !== "none" && !(await acting.run(() => station.acts.appoint(person.id, role, where)))) return;
    onDone(called);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().review.vouchTitle(name())}
      sentence={t().review.vouchSentence}
      closeLabel={c().close}
      acts={{
        act: { label: act(), onClick: () => void sign(), busy: acting.isBusy() },
        quiet: { label: c().cancel, onClick: () => props.onClose() },
      }}
    >
      <Check label={t().review.adult} note={t().review.adultNote} checked={isAdult()} onChange={setAdult} />
      <Chips
        legend={t().review.as}
        options={(["none", "steward", "deputy"] as const).map((value) => ({
          value,
          label: t().review.roles[value],
        }))}
        value={as()}
        onChange={setAs}
      />
      <Show when={as() !== "none"}>
        <Select
          label={t().review.of}
          value={building()}
          options={(view().community?.buildings ?? []).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setBuilding}
        />
        <p class="muted">{t().review.stewardNote}</p>
      </Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}

import type { JSX } from "solid-js";
import { stewardWords } from "../../locale/steward.ts";
import { Chips } from "../../ui/chips.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { pointsText } from "../deeds.ts";

type Choice = "all" | "served" | "half" | "none";

/** Four usual answers and a stepper in the community's own step; what is left goes back. */
export function CaseAmount(props: {
  readonly name: string;
  readonly requester: string;
  readonly held: number;
  readonly served: number | null;
  readonly amount: number;
  readonly onChange: (seconds: number) => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const points = (seconds: number) => pointsText(view(), seconds, settings.lang());
  const step = () => view().community?.policy.step_seconds ?? 360;
  const seconds = (): Readonly<Record<Choice, number | null>> => ({
    all: props.held,
    served: props.served === null ? null : Math.min(props.served, props.held),
    half: Math.ceil(props.held / 2 / step()) * step(),
    none: 0,
  });
  const options = () =>
    (["all", "served", "half", "none"] as const).flatMap((value) =>
      seconds()[value] === null ? [] : [{ value, label: t().case.choices[value] }],
    );
  const chosen = (): Choice | undefined =>
    options().find(({ value }) => seconds()[value] === props.amount)?.value;
  const rest = () => props.held - props.amount;
  return (
    <>
      <Chips
        legend={t().case.amount(props.name)}
        options={options()}
        value={chosen()}
        onChange={(choice) => props.onChange(seconds()[choice] ?? 0)}
      />
      <Stepper
        label={t().case.fine}
        value={props.amount}
        min={0}
        max={props.held}
        step={step()}
        shown={points(props.amount)}
        lessLabel={t().case.less}
        moreLabel={t().case.more}
        onChange={(amount) => props.onChange(amount)}
      />
      <p class="muted" role="status">
        {rest() === 0 ? t().case.noRest : t().case.rest(props.requester, points(rest()))}
      </p>
    </>
  );
}

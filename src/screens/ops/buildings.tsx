import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import type { Building } from "../../domain/founding.ts";
import { opsWords } from "../../locale/ops.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Tap } from "../../ui/tap.tsx";
import { createView, useText } from "../app.tsx";
import { stewardsOf } from "./cases.ts";
import { OpsScreen } from "./ops_screen.tsx";

const PAGE = 20;
/** From this many on, a field finds them. */
const SEARCH_FROM = 8;

/** `/ops/buildings`: the buildings, each with its poster and its invites. */
export default function Buildings(): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const [query, setQuery] = createSignal("");
  const [shown, setShown] = createSignal(PAGE);
  const all = () => view().community?.buildings ?? [];
  const found = createMemo(() => {
    const words = query().trim().toLowerCase();
    return all().filter(({ id, name }) => id.includes(words) || name.toLowerCase().includes(words));
  });
  const more = () => Math.min(PAGE, found().length - shown());
  return (
    <OpsScreen place="buildings">
      <div class="ops-acts ops-start">
        <Button label={t().buildings.invite} icon="qrCode" href="/invite" />
        <Button kind="outline" label={t().buildings.change} icon="pencil" href="/ops/buildings/edit" />
      </div>
      <Show when={all().length >= SEARCH_FROM}>
        <Field
          label={t().buildings.search}
          type="search"
          value={query()}
          autocomplete="off"
          onInput={(value) => {
            setQuery(value);
            setShown(PAGE);
          }}
        />
      </Show>
      <Show
        when={found().length > 0}
        fallback={
          <Empty picture="board" sentence={all().length === 0 ? t().buildings.empty : t().buildings.none} />
        }
      >
        <ul class="ops-buildings">
          <Key each={found().slice(0, shown())} by="id">
            {(building) => <Line building={building()} />}
          </Key>
        </ul>
      </Show>
      <Show when={more() > 0}>
        <Button
          kind="outline"
          wide
          label={t().buildings.more(more())}
          onClick={() => setShown(shown() + PAGE)}
        />
      </Show>
    </OpsScreen>
  );
}

function Line(props: { readonly building: Building }): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const members = () =>
    [...view().people.values()].filter((one) => one.isVouched && one.building === props.building.id).length;
  const stewards = () => stewardsOf(view(), props.building.id);
  const facts = () => [
    t().buildings.households(props.building.households),
    t().buildings.members(members()),
    stewards().length === 0 ? t().buildings.noSteward : t().buildings.steward(stewards().join(t().comma)),
  ];
  return (
    <li class="ops-building">
      <div class="ops-building-words">
        <h2>{props.building.name}</h2>
        <Facts facts={facts()} />
      </div>
      <div class="ops-building-acts">
        <Tap
          class="ops-act"
          label={t().buildings.posterOf(props.building.name)}
          href={`/poster/${props.building.id}`}
        >
          <Icon name="printer" />
          <span>{t().buildings.poster}</span>
        </Tap>
        <Tap
          class="ops-act"
          label={t().buildings.inviteOf(props.building.name)}
          href={`/invite/${props.building.id}`}
        >
          <Icon name="qrCode" />
          <span>{t().buildings.inviteTo}</span>
        </Tap>
      </div>
    </li>
  );
}

import "./install.css";
import type { JSX } from "solid-js";
import { Match, Show, Switch } from "solid-js";
import { installWords } from "../../locale/install.ts";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useApp, useText } from "../app.tsx";
import { ASKS_PERMISSION, type InstallWay, installWayOf, SPOT_OF, type Spot } from "./install_ways.ts";

/** 放到桌面: one tap where the browser offers it, else the steps of this browser. */
export function Install(): JSX.Element {
  const { install } = useApp();
  const t = useText(installWords);
  return (
    <Switch fallback={<ByHand way={installWayOf(install.userAgent, install.isApple)} />}>
      <Match when={install.isInstalled()}>
        <Note kind="done">{t().done}</Note>
      </Match>
      <Match when={install.isApple}>
        <p>{t().apple.sentence}</p>
        <Button icon="smartphone" label={t().apple.act} href="/me/move?to=home" wide />
      </Match>
      <Match when={install.offer()}>
        {(offer) => (
          <>
            <p>{t().sentence}</p>
            <Button icon="smartphone" label={t().act} onClick={() => void offer()()} wide />
          </>
        )}
      </Match>
    </Switch>
  );
}

function ByHand(props: { readonly way: InstallWay }): JSX.Element {
  const t = useText(installWords);
  return (
    <>
      <p>{t().sentence}</p>
      <Where spot={SPOT_OF[props.way]} />
      <Steps steps={t().steps[props.way]} />
      <Show when={ASKS_PERMISSION.has(props.way)}>
        <Note kind="info">{t().permission}</Note>
      </Show>
    </>
  );
}

const FRAME: Readonly<Record<Spot, string>> = {
  bottom: "M60 6H120Q128 6 128 14V98Q128 106 120 106H60Q52 106 52 98V14Q52 6 60 6ZM52 24H128M52 90H128",
  top: "M60 6H120Q128 6 128 14V98Q128 106 120 106H60Q52 106 52 98V14Q52 6 60 6ZM52 24H128M62 15H100",
  bar: "M20 10H160Q166 10 166 16V96Q166 102 160 102H20Q14 102 14 96V16Q14 10 20 10ZM14 34H166M30 22H128",
  menu: "M20 10H160Q166 10 166 16V96Q166 102 160 102H20Q14 102 14 96V16Q14 10 20 10ZM14 34H166M30 22H40M70 22H80",
};

const FINGER: Readonly<Record<Spot, string>> = {
  bottom: "M80 98A10 10 0 1 0 100 98A10 10 0 1 0 80 98ZM90 60V82M83 75L90 83L97 75",
  top: "M108 15A10 10 0 1 0 128 15A10 10 0 1 0 108 15ZM118 56V32M111 39L118 31L125 39",
  bar: "M136 22A10 10 0 1 0 156 22A10 10 0 1 0 136 22ZM146 62V40M139 47L146 39L153 47",
  menu: "M45 22A10 10 0 1 0 65 22A10 10 0 1 0 45 22ZM55 62V40M48 47L55 39L62 47",
};

/** The window of a browser and the place where the finger begins; the steps say it, too. */
function Where(props: { readonly spot: Spot }): JSX.Element {
  return (
    <svg class="picture install-where" viewBox="0 0 180 112" aria-hidden="true">
      <path class="picture-ink" d={FRAME[props.spot]} />
      <path class="picture-warm" d={FINGER[props.spot]} />
    </svg>
  );
}

import "./restore.css";
import { useLocation, useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, onMount, Show, untrack } from "solid-js";
import { restoreTodo, restoreWords } from "../../locale/restore.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { type CodeLook, lookAtCode } from "./code_check.ts";
import { Returned } from "./returned.tsx";

/** Nobody types more; spaces and dashes are welcome. */
const TYPED_MAX = 60;

/** `/restore/<community>#<code>` from the paper's QR code, `/restore` to type it: the account on this phone again. */
export default function Restore(): JSX.Element {
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const station = useStation();
  const settings = useSettings();
  const view = createView();
  const t = useText(restoreWords);
  const acting = createActing();
  const scanned = untrack(() => location.hash.replace(/^#/, ""));
  const isWhole = lookAtCode(scanned).state === "right";
  const [typed, setTyped] = createSignal(isWhole ? scanned : "");
  const [hasTried, setTried] = createSignal(false);
  const [isBack, setBack] = createSignal(false);
  // A secret stays neither in the address bar nor in the history.
  onMount(() => {
    if (scanned !== "")
      navigate(
        untrack(() => location.pathname),
        { replace: true },
      );
  });
  const look = () => lookAtCode(typed());
  const restore = (): void => {
    setTried(true);
    if (look().state !== "right") return;
    const [code, community] = [
      typed(),
      params.community?.toLowerCase() ?? view().lostMarker?.community ?? null,
    ];
    void acting.run(
      () => station.acts.restore(code, community),
      () => setBack(true),
    );
  };
  const trouble = () => {
    const fault = acting.fault();
    const between = settings.lang() === "zh" ? "" : " ";
    return fault === null ? null : `${acting.trouble()}${between}${restoreTodo(fault, settings.lang())}`;
  };
  return (
    <Show when={!isBack()} fallback={<Returned by="paper" />}>
      <Screen
        bare
        sign
        title={t().title}
        headline={isWhole ? undefined : t().code.headline}
        above="/lost"
        foot={
          <ActFoot
            trouble={trouble()}
            line={acting.isBusy() ? t().code.working : undefined}
            act={{
              label: t().code.act,
              icon: "key",
              busy: acting.isBusy(),
              ...(isWhole ? { onClick: restore } : { type: "submit", form: "restore" }),
            }}
          />
        }
      >
        <Show when={isWhole}>
          <Hero picture="key" name={t().code.scanned} sentence={t().code.scannedText} />
        </Show>
        <Show when={!isWhole}>
          <Show when={scanned !== ""}>
            <Note kind="warn">{t().code.broken}</Note>
          </Show>
          <form
            id="restore"
            class="stack"
            novalidate
            onSubmit={(event) => {
              event.preventDefault();
              restore();
            }}
          >
            <div class="code-field">
              <Field
                label={t().code.field}
                hint={t().code.hint}
                value={typed()}
                error={errorOf(look(), hasTried(), t())}
                onInput={(value) => {
                  setTyped(value);
                  setTried(false);
                }}
                multiline
                autocapitalize="characters"
                autocomplete="off"
                maxlength={TYPED_MAX}
              />
            </div>
            <Groups look={look()} />
          </form>
          <Button kind="outline" icon="scan" label={t().code.scan} href="/scan?for=paper" wide />
        </Show>
        <Show when={view().phase === "ready"}>
          <Note kind="info">{t().code.others}</Note>
        </Show>
      </Screen>
    </Show>
  );
}

type Words = ReturnType<ReturnType<typeof useText<(typeof restoreWords)["zh"]>>>;

/** What to look at again: at once where it is sure, a missing rest only after she has tapped. */
function errorOf(look: CodeLook, hasTried: boolean, t: Words): string | undefined {
  switch (look.state) {
    case "right":
      return undefined;
    case "short":
      return hasTried ? t.code.short(look.missing) : undefined;
    case "long":
      return t.code.long;
    case "letter":
      return t.code.letter(look.group, look.typed);
    case "slip":
      return t.code.slip(look.group);
    case "swap":
      return t.code.swap(look.group);
    case "wrong":
      return t.code.wrong;
    default:
      return look satisfies never;
  }
}

function Groups(props: { readonly look: CodeLook }): JSX.Element {
  const t = useText(restoreWords);
  const words = (): string => {
    const { look } = props;
    if (look.state === "right") return t().code.whole;
    return look.state === "short" ? t().code.groups(look.groups) : "";
  };
  return (
    <p class="muted" role="status">
      {words()}
    </p>
  );
}

import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, For, onMount, Show } from "solid-js";
import { NAME_CHARACTERS_MAX } from "../../domain/said.ts";
import { cleanText } from "../../domain/words.ts";
import { CONSENTS, consentTo, JOINING } from "../../locale/consents.ts";
import { joinWords } from "../../locale/join.ts";
import type { Answer, InviteSeen } from "../../peer/station.ts";
import { Section } from "../../ui/card.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Field } from "../../ui/field.tsx";
import { Hero } from "../../ui/hero.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { useApp, useSettings, useStation, useText } from "../app.tsx";
import { Listen } from "../consent_reader.tsx";
import { createDraftText } from "../draft.ts";
import { keepInvite } from "../invite_kept.ts";
import type { PosterCode } from "../poster_code.ts";
import { Screen } from "../screen.tsx";
import { useUndo } from "../undo.tsx";

interface Invited {
  readonly invite: InviteSeen;
  readonly poster: PosterCode;
  readonly onEnter: (isEntering: boolean) => void;
}

/** Letters by two pictures, then one name; what is signed stands on the same page. */
export function JoinForm(props: Invited): JSX.Element {
  const [hasSize, setSize] = createSignal(false);
  return (
    <Show when={hasSize()} fallback={<Letters invite={props.invite} onChosen={() => setSize(true)} />}>
      <Name {...props} onBack={() => setSize(false)} />
    </Show>
  );
}

function Letters(props: { readonly invite: InviteSeen; readonly onChosen: () => void }): JSX.Element {
  const settings = useSettings();
  const t = useText(joinWords);
  return (
    <Screen title={`${props.invite.name} ${props.invite.buildingName}`} sign bare>
      <Hero picture="help" name={t().headline} sentence={t().sentence} />
      <ChoiceCards
        legend={t().size}
        options={[
          { value: "standard", label: t().standard, picture: "smallPage" },
          { value: "elder", label: t().elder, picture: "bigPage" },
        ]}
        value={undefined}
        onChange={(mode) => {
          settings.setMode(mode);
          props.onChosen();
        }}
      />
    </Screen>
  );
}

function Name(props: Invited & { readonly onBack: () => void }): JSX.Element {
  const { shelf } = useApp();
  const settings = useSettings();
  const station = useStation();
  const navigate = useNavigate();
  const undo = useUndo();
  const t = useText(joinWords);
  const acting = createActing();
  const typed = createDraftText("join");
  const name = typed.text;
  const [isMissing, setMissing] = createSignal(false);
  let form: HTMLFormElement | undefined;
  // Within the tap on the picture, so that phones open their keyboard.
  onMount(() => form?.querySelector("input")?.focus());
  const enter = async (): Promise<Answer> => {
    props.onEnter(true);
    const joined = await station.acts.join(props.poster, cleanText(name()));
    props.onEnter(joined.ok);
    if (!joined.ok) return joined;
    return station.acts.consent(JOINING.map((code) => consentTo(code, settings.lang())));
  };
  const join = (): void => {
    setMissing(cleanText(name()) === "");
    if (isMissing()) return;
    void acting.run(enter, () => {
      typed.sent();
      keepInvite(shelf, null);
      undo.say({ text: t().welcomed });
      navigate("/", { replace: true });
    });
  };
  return (
    <Screen
      title={`${props.invite.name} ${props.invite.buildingName}`}
      headline={t().nameTitle}
      bare
      back={() => props.onBack()}
      foot={
        <ActFoot
          trouble={acting.trouble()}
          act={{
            label: t().join(props.invite.buildingName),
            type: "submit",
            form: "join",
            busy: acting.isBusy(),
          }}
        />
      }
    >
      <form
        id="join"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <Field
          label={t().name}
          hint={t().nameHint}
          value={name()}
          onInput={(value) => {
            typed.write(value);
            setMissing(false);
          }}
          error={isMissing() ? t().nameMissing : undefined}
          maxlength={NAME_CHARACTERS_MAX}
          autocomplete="nickname"
        />
      </form>
      <Notices />
    </Screen>
  );
}

/** The three texts that joining signs, exactly as they are signed. */
function Notices(): JSX.Element {
  const settings = useSettings();
  const t = useText(joinWords);
  const texts = () =>
    JOINING.map((code) => ({
      title: CONSENTS[code].title[settings.lang()],
      text: CONSENTS[code].text[settings.lang()],
    }));
  return (
    <Section title={t().before}>
      <For each={texts()}>
        {(one) => (
          <div class="consent">
            <h3>{one.title}</h3>
            <p>{one.text}</p>
          </div>
        )}
      </For>
      <Listen
        text={texts()
          .map((one) => `${one.title}\n${one.text}`)
          .join("\n")}
      />
    </Section>
  );
}

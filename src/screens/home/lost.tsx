import type { JSX } from "solid-js";
import { common } from "../../locale/common.ts";
import { homeWords } from "../../locale/home.ts";
import { ErrorState } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** A key existed on this phone and is gone: nothing is lost but the key, and this is how it comes back. */
export default function Lost(): JSX.Element {
  const t = useText(homeWords);
  const c = useText(common);
  return (
    <Screen title={t().lost.title} sign bare>
      <ErrorState
        picture="key"
        happened={t().lost.happened}
        todo={t().lost.why}
        act={{ label: c().callSteward, icon: "phone", href: "/help" }}
      />
      <Note kind="info">{t().lost.todo}</Note>
    </Screen>
  );
}

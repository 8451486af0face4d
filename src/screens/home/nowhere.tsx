import type { JSX } from "solid-js";
import { common } from "../../locale/common.ts";
import { ErrorState } from "../../ui/empty.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** An address that leads nowhere. */
export default function Nowhere(): JSX.Element {
  const t = useText(common);
  return (
    <Screen title={t().house} above="/">
      <ErrorState
        picture="board"
        happened={t().nowhere}
        todo={t().nothingLost}
        act={{ label: t().home, icon: "home", href: "/" }}
      />
    </Screen>
  );
}

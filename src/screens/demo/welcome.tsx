import type { JSX } from "solid-js";
import { demoWords } from "../../locale/demo.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** The first page of a demo: what this product is, what a demo is, and one door. */
export default function DemoWelcome(): JSX.Element {
  const t = useText(demoWords);
  return (
    <Screen
      title={t().welcome.title}
      sign
      bare
      foot={
        <ActBar
          act={{ label: t().welcome.enter, href: "/demo/in" }}
          quiet={{ label: t().welcome.who, href: "/demo" }}
        />
      }
    >
      <Hero picture="points" name={t().welcome.headline} sentence={t().welcome.sentence} />
      <Note kind="info" title={t().welcome.what}>
        {t().welcome.why}
      </Note>
    </Screen>
  );
}

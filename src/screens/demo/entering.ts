/** Becoming somebody of the demo: her key comes to this browser, letters get the size that she would choose. */
import type { DemoPage } from "../../domain/demo.ts";
import type { Id } from "../../domain/units.ts";
import { type Acting, createActing } from "../acting.ts";
import { useApp } from "../app.tsx";
import { hasTour, keepTour } from "./tour_step.ts";

export interface Entering extends Acting {
  /** Enters by a seed; true when she is here. */
  readonly enter: (
    person: { readonly account: Id; readonly seed: string },
    then?: (page: DemoPage) => void,
  ) => Promise<boolean>;
  /** Enters somebody by her account; `tour` is the one whose turn it is. */
  readonly become: (who: Id | "tour", then?: (page: DemoPage) => void) => Promise<boolean>;
}

/** create: lives with its screen. */
export function createEntering(): Entering {
  const { station, settings, shelf } = useApp();
  const acting = createActing();
  const enter: Entering["enter"] = (person, then) =>
    acting.run(
      () => station.acts.enterDemo(person),
      (page) => {
        const entered = page.people.find(({ account }) => account === person.account);
        settings.setMode(entered?.isElder === true ? "elder" : "standard");
        if (!hasTour(shelf)) keepTour(shelf, page.tour);
        then?.(page);
      },
    );
  return {
    ...acting,
    enter,
    async become(who, then) {
      const page = await station.acts.seeDemo();
      const wanted = page.ok && who === "tour" ? page.value.tour.helper : who;
      const person = page.ok ? page.value.people.find(({ account }) => account === wanted) : undefined;
      if (person !== undefined) return enter(person, then);
      return acting.run(async () => (page.ok ? { ok: false, fault: "no_demo" } : page));
    },
  };
}

import { type Component, lazy } from "solid-js";
import { Gate } from "./gate.tsx";

type Screens = () => Promise<{ readonly default: Component }>;

export interface LoadedComponent extends Component {
  /** Fetches the screen's code; the router calls it when a finger comes near a link. */
  preload: () => Promise<unknown>;
}

/**
 * A screen for people who have joined, loaded when it is first opened, while the station opens. An early one is
 * drawn from what was seen last until then, so it draws what it finds and acts on nothing.
 */
export function member(load: Screens, isEarly = false): LoadedComponent {
  const Lazy = lazy(load);
  const Member: Component = () => {
    // A failure is told where the screen is drawn.
    Lazy.preload().catch(() => undefined);
    return (
      <Gate early={isEarly}>
        <Lazy />
      </Gate>
    );
  };
  return Object.assign(Member, { preload: () => Lazy.preload() });
}

/** Going back: to where the person came from inside the app, else to the screen above. */
import { useLocation, useNavigate } from "@solidjs/router";
import { createContext, createEffect, on, useContext } from "solid-js";

/** How many screens were opened since the app started. */
export const Steps = createContext<() => number>(() => 0);

export function createSteps(): () => number {
  const location = useLocation();
  let steps = -1;
  createEffect(
    on(
      () => location.pathname,
      () => {
        steps += 1;
      },
    ),
  );
  return () => steps;
}

export function useGoBack(): (above: string) => void {
  const navigate = useNavigate();
  const steps = useContext(Steps);
  return (above) => {
    if (steps() > 0) navigate(-1);
    else navigate(above, { replace: true });
  };
}

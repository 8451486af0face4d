import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";

/** The screens of stewards and operators, each loaded when it is first opened. */
export const staffRoutes: readonly RouteDefinition[] = [
  { path: "/setup", component: lazy(() => import("./setup/setup.tsx")) },
  { path: "/ops/buildings/edit", component: lazy(() => import("./setup/buildings_page.tsx")) },
];

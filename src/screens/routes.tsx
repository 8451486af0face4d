import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { staffRoutes } from "./routes_staff.tsx";

/** Every screen by its address; each is loaded when it is first opened. */
export const routes: readonly RouteDefinition[] = [
  { path: "/", component: lazy(() => import("./home/start.tsx")) },
  ...staffRoutes,
];

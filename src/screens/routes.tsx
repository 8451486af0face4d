import type { RouteDefinition } from "@solidjs/router";
import { type Component, lazy } from "solid-js";
import { Gate } from "./gate.tsx";
import { member } from "./member.tsx";
import ElderEntry from "./mode.tsx";
import { staffRoutes } from "./routes_staff.tsx";
import { Start } from "./start.tsx";

const Home: Component = () => (
  <Gate early>
    <Start />
  </Gate>
);

/** Every screen by its address. */
export const routes: readonly RouteDefinition[] = [
  { path: "/", component: Home },
  { path: "/mine", component: member(() => import("./home/mine.tsx")) },
  { path: "/help", component: lazy(() => import("./home/help.tsx")) },
  {
    path: ["/needs", "/needs/:id", "/needs/:id/:step"],
    component: member(() => import("./need/needs.tsx"), true),
  },
  { path: ["/ask", "/ask/:type"], component: member(() => import("./need/ask.tsx")) },
  { path: "/service/:id", component: member(() => import("./service/service.tsx")) },
  { path: "/thanks/:id", component: member(() => import("./service/thanks.tsx")) },
  { path: ["/wallet", "/wallet/:index"], component: member(() => import("./wallet/wallet.tsx")) },
  { path: "/messages", component: member(() => import("./messages/messages.tsx")) },
  { path: ["/me", "/me/:page"], component: member(() => import("./me/me.tsx")) },
  { path: "/elder", component: ElderEntry },
  { path: "/j/:poster", component: lazy(() => import("./join/join.tsx")) },
  ...staffRoutes,
  { path: "*", component: lazy(() => import("./home/nowhere.tsx")) },
];

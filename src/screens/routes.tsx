import type { RouteDefinition } from "@solidjs/router";
import { type Component, lazy } from "solid-js";
import { Gate, WayIn } from "./gate.tsx";
import { member } from "./member.tsx";
import ElderEntry from "./mode.tsx";
import { staffRoutes } from "./routes_staff.tsx";
import { Start } from "./start.tsx";

/** A screen on which a key comes to this phone. */
function wayIn(load: () => Promise<{ readonly default: Component }>): Component {
  const Lazy = lazy(load);
  return () => (
    <WayIn>
      <Lazy />
    </WayIn>
  );
}

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
  { path: "/b/:community/:building", component: lazy(() => import("./building/building.tsx")) },
  { path: ["/demo", "/demo/:way"], component: lazy(() => import("./demo/demo.tsx")) },
  { path: "/j/:poster", component: lazy(() => import("./join/join.tsx")) },
  { path: "/scan", component: lazy(() => import("./scan/scan.tsx")) },
  { path: "/welcome", component: wayIn(() => import("./home/welcome.tsx")) },
  { path: "/lost", component: wayIn(() => import("./keep/lost.tsx")) },
  { path: "/lost/:way", component: wayIn(() => import("./keep/lost_way.tsx")) },
  { path: ["/restore", "/restore/:community"], component: wayIn(() => import("./keep/restore.tsx")) },
  { path: "/move/:community", component: wayIn(() => import("./keep/arrive.tsx")) },
  { path: "/moved", component: lazy(() => import("./keep/moved.tsx")) },
  ...staffRoutes,
  { path: "*", component: lazy(() => import("./home/nowhere.tsx")) },
];

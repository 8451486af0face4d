import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { member } from "./member.tsx";

/** The screens of stewards and operators. */
export const staffRoutes: readonly RouteDefinition[] = [
  { path: "/setup", component: lazy(() => import("./setup/setup.tsx")) },
  { path: "/cosign", component: lazy(() => import("./cosign/cosign.tsx")) },
  {
    path: ["/recover/:community", "/recover/:community/:building"],
    component: lazy(() => import("./steward/recover.tsx")),
  },
  { path: "/poster/:building", component: member(() => import("./poster/poster.tsx")) },
  { path: ["/invite", "/invite/:building"], component: member(() => import("./poster/invite.tsx")) },
  { path: "/desk", component: member(() => import("./steward/desk.tsx")) },
  { path: "/desk/open", component: member(() => import("./steward/open_account.tsx")) },
  { path: "/desk/lost", component: member(() => import("./steward/lost_phone.tsx")) },
  { path: "/desk/elder/:id", component: member(() => import("./steward/elder.tsx")) },
  { path: "/desk/case/:id", component: member(() => import("./steward/case.tsx")) },
  { path: "/ops", component: member(() => import("./ops/overview.tsx")) },
  { path: "/ops/buildings", component: member(() => import("./ops/buildings.tsx")) },
  { path: "/ops/review", component: member(() => import("./ops/review.tsx")) },
  { path: "/ops/disputes", component: member(() => import("./ops/disputes.tsx")) },
  { path: "/ops/rules", component: member(() => import("./ops/rules.tsx")) },
  { path: "/ops/system", component: member(() => import("./ops/system.tsx")) },
  { path: "/ops/buildings/edit", component: member(() => import("./setup/buildings_page.tsx")) },
];

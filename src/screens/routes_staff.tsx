import type { RouteDefinition } from "@solidjs/router";

/** The screens of stewards and operators. */
export const staffRoutes: readonly RouteDefinition[] = [];

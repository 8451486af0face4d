import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

const node = (name: string, include: string[], testTimeout = 20_000) => ({
  test: { name, include, environment: "node" as const, testTimeout, hookTimeout: 30_000 },
});

export default defineConfig({
  test: {
    projects: [
      node("unit", ["test/{crypto,domain,board,relay,peer}/**/*.test.ts", "test/*.test.ts"]),
      node("sim", ["test/sim/**/*.test.ts"], 600_000),
      {
        plugins: [solid()],
        test: { name: "screens", include: ["test/staff/**/*.test.ts"], environment: "node" as const },
      },
      {
        plugins: [solid()],
        test: { name: "dom", include: ["test/ui/**/*.test.tsx"], environment: "happy-dom" as const },
      },
    ],
  },
});

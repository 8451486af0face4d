import { fileURLToPath } from "node:url";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

/** What stewards' and operators' screens compute: `npx vitest run --config test/staff/vitest.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  plugins: [solid()],
  test: { include: ["test/staff/**/*.test.ts"], environment: "node" },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The screens on a station in memory: `npx vite --config test/screens/vite.config.ts`, then ?who=li&mode=elder. */
export default defineConfig({
  root: here("."),
  publicDir: here("../../public"),
  cacheDir: here("../../node_modules/.vite-screens"),
  plugins: [solid()],
  server: { port: 5198, strictPort: true },
  build: { outDir: here("../../node_modules/.screens"), emptyOutDir: true },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** The showroom: `npx vite --config test/ui/gallery/vite.config.ts`, then ?screen=home&mode=elder&theme=dark. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../../../node_modules/.vite-gallery", import.meta.url)),
  plugins: [solid()],
  server: { port: 5199, strictPort: true },
  build: {
    outDir: fileURLToPath(new URL("../../../node_modules/.gallery", import.meta.url)),
    emptyOutDir: true,
  },
});

import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { ANSWERS } from "./answers.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a relay would tell everybody, for a page that has no relay. */
const publicAnswers: Plugin = {
  name: "public-answers",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? "").replace(/^\/c\/[a-z2-7]{26}/, "");
      const answer = ANSWERS[path];
      if (answer === undefined) return next();
      response.setHeader("X-Time", String(Date.now()));
      response.setHeader("Content-Type", typeof answer === "string" ? "text/plain" : "application/json");
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  },
};

/** Stewards' and operators' screens on a station in memory: `npx vite --config test/staff/vite.config.ts`. */
export default defineConfig({
  root: here("."),
  publicDir: here("../../public"),
  cacheDir: here("../../node_modules/.vite-staff"),
  plugins: [solid(), publicAnswers],
  server: { port: 5197, strictPort: true },
});

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type Rollup } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RELAY = process.env.YIZHAN_RELAY ?? "http://127.0.0.1:8787";

/** Icons come as whole files with licence and attributes; only their strokes are drawn, so only those are shipped. */
const bareIcons: Plugin = {
  name: "bare-icons",
  enforce: "pre",
  async load(id) {
    const [file, query] = id.split("?");
    if (query !== "raw" || file === undefined || !/lucide-static.icons.[a-z0-9-]+\.svg$/.test(file))
      return null;
    const svg = await readFile(file, "utf8");
    const strokes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `export default ${JSON.stringify(`<svg>${strokes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</svg>`)};`;
  },
};

/** What a start at an address needs beyond the page's own script, the first first. Whoever changes mode or joins fetches more. */
const STARTS: Readonly<Record<string, readonly string[]>> = {
  "": ["screens/home/home.tsx", "peer/open_station.ts", "peer/members.ts"],
  needs: ["screens/need/needs.tsx", "peer/open_station.ts", "peer/members.ts"],
  j: ["screens/join/join.tsx", "peer/open_station.ts"],
  b: ["screens/building/building.tsx", "peer/open_station.ts"],
};

/**
 * Writes `starts.json`: first part of an address → files that the relay names in that page's head (Y29). The page's own
 * script and style come first, or the others would take their connections.
 */
const starts: Plugin = {
  name: "starts",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((one): one is Rollup.OutputChunk => one.type === "chunk");
    const under = (file: string): readonly string[] => {
      const chunk = chunks.find(({ fileName }) => fileName === file);
      if (chunk === undefined) return [];
      return [file, ...chunk.imports.flatMap(under)];
    };
    const filesOf = (module: string): readonly string[] => {
      const id = here(`src/${module}`);
      const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(id));
      if (chunk === undefined) throw new Error(`no file of the build holds ${module}`);
      return under(chunk.fileName);
    };
    const style = Object.keys(bundle).filter((file) => /index-.*\.css$/.test(file));
    const own = [...filesOf("main.tsx"), ...style];
    const table = Object.entries(STARTS).map(
      ([part, modules]) =>
        [part, [...new Set([...own, ...modules.flatMap(filesOf)])].map((file) => `/${file}`)] as const,
    );
    this.emitFile({
      type: "asset",
      fileName: "starts.json",
      source: JSON.stringify(Object.fromEntries(table)),
    });
  },
};

/** A picture of the app for the browser's dialog of installation (public/screenshots). */
const picture = (name: string, form_factor: "narrow" | "wide", sizes: string, label: string) => ({
  ...{ src: `/screenshots/${name}.webp`, type: "image/webp", sizes, form_factor, label },
});

/**
 * What a start needs comes in few files: each costs a request, a link in the page and a fetch, some six milliseconds
 * on a cheap phone. A group takes the named modules with everything under them that no group before it took.
 */
const groups = [
  { name: "shell", tags: ["$initial" as const] },
  { name: "shell", test: /vite.preload-helper/ },
  { name: "terms", test: /src.domain.(refusal|service|policy|words)\.ts|crypto.hash\.ts/ },
  { name: "station", test: /src.peer.open_station\.ts/ },
  { name: "members", test: /src.peer.members\.ts/ },
  {
    name: "cards",
    test: /src.(screens.(need_cards\.tsx|deeds\.ts)|ui.(rows|person-line|steps)\.tsx|locale.(home|deed)\.ts)/,
  },
  {
    name: "forms",
    test: /src.(screens.(acting|act_foot|consent_reader|draft|invite_kept)\.tsx?|ui.(card|field|chips|details|stepper|hero)\.tsx)/,
  },
  { name: "home", test: /src.screens.(home.home|elder.elder)\.tsx/ },
].map((group, place, all) => ({ ...group, priority: all.length - place }));

export default defineConfig({
  root: here("src"),
  publicDir: here("public"),
  cacheDir: here("node_modules/.vite"),
  plugins: [
    bareIcons,
    solid(),
    starts,
    VitePWA({
      strategies: "injectManifest",
      srcDir: ".",
      filename: "sw.ts",
      injectRegister: false,
      // The icons are kept with the other files; what shortcuts show is not.
      includeManifestIcons: false,
      manifest: {
        id: "/",
        name: "时间驿站",
        short_name: "时间驿站",
        description:
          "邻居帮邻居，记个账：帮人一小时，记一个积分，断网也能用。有长辈版（大字版、亲情版、关爱版、关怀版），能读给您听。",
        categories: ["social", "lifestyle", "utilities"],
        lang: "zh-CN",
        dir: "ltr",
        start_url: "/",
        scope: "/",
        display: "standalone",
        display_override: ["standalone", "minimal-ui"],
        launch_handler: { client_mode: ["focus-existing", "auto"] },
        prefer_related_applications: false,
        background_color: "#fffdf9",
        theme_color: "#fffdf9",
        icons: [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
        shortcuts: [
          {
            name: "要帮忙",
            url: "/ask",
            icons: [{ src: "/shortcuts/ask.png", sizes: "96x96", type: "image/png" }],
          },
          {
            name: "我的积分",
            url: "/wallet",
            icons: [{ src: "/shortcuts/wallet.png", sizes: "96x96", type: "image/png" }],
          },
        ],
        share_target: {
          action: "/ask",
          method: "GET",
          enctype: "application/x-www-form-urlencoded",
          params: { title: "title", text: "text", url: "url" },
        },
        screenshots: [
          picture("home", "narrow", "540x1110", "邻里：谁在请人帮忙"),
          picture("ask", "narrow", "540x1110", "要帮忙：点一张图就够"),
          picture("wallet", "narrow", "540x1110", "我的积分：每一笔都有凭证"),
          picture("wide", "wide", "1280x800", "电脑上的时间驿站"),
        ],
      },
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,webmanifest}"],
        // What only a browser's own dialogs show is not kept on the phone.
        globIgnores: ["screenshots/**", "shortcuts/**"],
        maximumFileSizeToCacheInBytes: 4 << 20,
      },
    }),
  ],
  server: {
    proxy: {
      "/c": RELAY,
      "/app.webmanifest": RELAY,
      "/setup/open": RELAY,
      "/sync": { target: RELAY.replace("http", "ws"), ws: true },
    },
  },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: ["chrome92", "safari15.4", "firefox100"],
    // What comes under a screen is in few files; a link in the page for each of them costs more than it saves.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});

import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readOptions } from "../../relay/options.ts";

test.each([
  [["--bogus"], {}, "bogus"],
  [["extra"], {}, "extra"],
  [["--port", "70000"], {}, "--port must be"],
  [["--port", "8787x"], {}, "--port must be"],
  [["--origin", "https://a.example/path"], {}, "--origin must be"],
  [["--origin", "ftp://a.example"], {}, "--origin must be"],
  [["--store", "mysql"], {}, "--store must be"],
  [["--store", "postgres://db/x"], {}, "not built yet"],
  [["--log-level", "loud"], {}, "--log-level must be"],
  [["--client-min", "0"], {}, "--client-min must be"],
  [[], { YIZHAN_CLIENT_MIN: "new" }, "--client-min must be"],
  [["--test-clock", "--data", "/srv/data"], {}, "temporary folder"],
  [["--test-clock", "--data", join(tmpdir(), "..", "srv")], {}, "temporary folder"],
  [[], { YIZHAN_PROT: "1" }, "unknown environment variable YIZHAN_PROT"],
  [[], { YIZHAN_PORT: "none" }, "--port must be"],
] as const)("[Y50] %j with %j is refused", (args, environment, why) => {
  const read = readOptions(args, environment);
  expect(read.ok ? "" : read.error).toContain(why);
});

test("[Y50] flags win over the environment, and everything has a default", () => {
  expect(readOptions([], {})).toMatchObject({
    ok: true,
    value: { host: "127.0.0.1", port: 8787, origin: null, logLevel: "info", setup: false, testClock: false },
  });
  expect(readOptions(["--demo"], {})).toMatchObject({ value: { isDemo: true, data: resolve("data-demo") } });
  expect(readOptions([], {})).toMatchObject({ value: { isDemo: false, data: resolve("data") } });
  const environment = { YIZHAN_PORT: "1", YIZHAN_LOG_LEVEL: "debug", YIZHAN_SETUP: "1", HOME: "/root" };
  expect(readOptions(["--port", "2"], environment)).toMatchObject({
    ok: true,
    value: { port: 2, logLevel: "debug", setup: true },
  });
  const data = join(tmpdir(), "yizhan-not-there", "data");
  expect(readOptions(["--test-clock", "--data", data], {})).toMatchObject({ ok: true });
});

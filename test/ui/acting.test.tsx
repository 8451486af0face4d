/** A button that runs an act is free again however the act ends. */
import { render } from "solid-js/web";
import { expect, test } from "vitest";
import { type Acting, createActing } from "../../src/screens/acting.ts";
import { AppProvider } from "../../src/screens/app.tsx";
import { UndoProvider } from "../../src/screens/undo.tsx";
import { createFakeStation } from "../screens/fake_station.ts";
import { depsFor, NOW_MS } from "./deps.ts";

test("an act that throws leaves nobody waiting", async () => {
  let acting: Acting | null = null;
  const Actor = () => {
    acting = createActing();
    return null;
  };
  const station = createFakeStation({ who: "li", nowMs: () => NOW_MS });
  const unmount = render(
    () => (
      <AppProvider deps={depsFor(station)}>
        <UndoProvider>
          <Actor />
        </UndoProvider>
      </AppProvider>
    ),
    document.body,
  );
  const { run, isBusy, fault } = acting as unknown as Acting;
  const broken = run(() => Promise.reject(new Error("no code")));
  expect(isBusy()).toBe(true);
  await expect(broken).rejects.toThrow("no code");
  expect(isBusy()).toBe(false);
  expect(await run(async () => ({ ok: false, fault: "other_page" }))).toBe(false);
  expect([isBusy(), fault()]).toEqual([false, "other_page"]);
  unmount();
});

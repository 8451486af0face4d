/**
 * Playwright's test, and with each the end of the browsers' windows that it opened: a context that a test makes itself
 * is otherwise open until the last test of its worker has run, and its pages go on looking for their relay.
 */
import { test as base } from "@playwright/test";

export const test = base.extend<{ readonly closing: undefined }>({
  closing: [
    async ({ browser }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

import type { Page } from '@playwright/test';

/** What browsers note as errors that are no faults of a page. */
const notOurs = [
  // A refusal is an answer with a 4xx status; and a test may take the network away, or stop the server.
  /the server responded with a status of 4\d\d/,
  /net::ERR_(FAILED$|INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|SOCKET_NOT_CONNECTED)/,
  // Chromium's words for the same, where it is the worker's script that did not come.
  /An unknown error occurred when fetching the script\.$/,
  // Playwright puts a style of its own into Firefox while it takes a picture, which our policy blocks.
  /sha256-YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT\+SmwNZWA=/,
];

/**
 * Firefox's words for a file that a page waited for when the person left it. It has others where the worker gave no
 * answer, and those are faults.
 */
const leftInFirefox =
  /A ServiceWorker intercepted the request and encountered an unexpected error\.$/;

/** Makes any error in the console fail the test: such a page is broken, even if it looks right. */
export function watched(page: Page): Page {
  const isFirefox = page.context().browser()?.browserType().name() === 'firefox';
  const expected = isFirefox ? [...notOurs, leftInFirefox] : notOurs;
  const isExpected = (text: string) => expected.some((pattern) => pattern.test(text));
  page.on('pageerror', (error) => {
    if (!isExpected(error.message)) throw error;
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) {
      throw new Error(`console: ${message.text()}`);
    }
  });
  return page;
}

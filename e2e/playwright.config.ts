import { defineConfig, devices } from '@playwright/test';
import { chromiumPath } from './browser.ts';
import { firefoxLaunch } from './firefox.ts';

const chromium = chromiumPath();

// Design: a phone of 360 pixels comes first; a test that needs another width says so.
const viewport = { width: 360, height: 740 };

/** What every engine must be able to do; Chromium does all there is. */
const core = /core\.spec\.ts$/;
const webkit = /\/webkit\/.*\.spec\.ts$/;

/** The whole story in one test, in browsers that start cold and paint without a graphics card. */
const patient = { timeout: 240_000, expect: { timeout: 30_000 } };

export default defineConfig({
  testDir: '.',
  // `*.test.ts` are Node's own: by default they would run here once more.
  testMatch: /\.spec\.ts$/,
  outputDir: '../dist/e2e/artifacts',
  // The machine that we promise a time for has two cores. A worker waits for a third of its time, for mails, networks that hang and
  // ends of vouchers, so a third one uses what two leave. A test that needs a second try is a fault to find, so there is none.
  workers: 3,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  // Patience for a busy machine: how long something takes is measured by `npm run bench`.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: '../dist/e2e/results.json' }]],
  // A trace costs a third of the run; `npm run e2e -- --trace on …` makes one of a test that failed.
  // Playwright's pictures cost one of each page that closes, in case its test fails later; `leftOpen` of tillpass.ts takes
  // those of a failure.
  // Without a limit a press that can't be done would take all of its test's time, and the test would not say what it waited for.
  use: { viewport, trace: 'off', screenshot: 'off', actionTimeout: 60_000 },
  projects: [
    {
      name: 'chromium',
      testIgnore: webkit,
      use: {
        ...devices['Desktop Chrome'],
        viewport,
        launchOptions: chromium === undefined ? {} : { executablePath: chromium },
      },
    },
    {
      name: 'firefox',
      testMatch: core,
      ...patient,
      use: {
        browserName: 'firefox',
        channel: firefoxLaunch.channel,
        launchOptions: firefoxLaunch,
      },
    },
    // Playwright drives no WebKit but its own, so these tests bring a small driver with them.
    { name: 'webkit', testMatch: webkit, ...patient },
  ],
});

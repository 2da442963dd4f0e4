import { defineConfig, devices } from '@playwright/test';
import { chromiumPath } from './browser.ts';

const executablePath = chromiumPath();

export default defineConfig({
  testDir: '.',
  outputDir: '../dist/e2e/artifacts',
  // The machine that we promise a time for has two cores. A test that needs a second try is a fault to find, so there is none.
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  // Patience for a busy machine: how long something takes is measured by `npm run bench`.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: '../dist/e2e/results.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    // Design: a phone of 360 pixels comes first; a test that needs another width says so.
    viewport: { width: 360, height: 740 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: executablePath === undefined ? {} : { executablePath },
  },
});

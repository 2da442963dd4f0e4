// Which Chromium the tests drive. Run by itself (`node e2e/browser.ts`), it says which one and whether it runs at all.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** The first is Chromium without a window: the same engine, and half of the processor's time. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const hasHeadlessShell = (): boolean => existsSync('/usr/bin/chromium-headless-shell');

/** A path to launch, or undefined when Playwright should use the browser that it installed itself. */
export function chromiumPath(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync(chromium.executablePath())) return undefined;
  return installed.find((path) => existsSync(path));
}

if (import.meta.main) {
  const path = chromiumPath() ?? chromium.executablePath();
  try {
    // A downloaded browser can be there and still miss a system library; only starting it tells.
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    process.stdout.write(`${path}\n`);
  } catch {
    process.stderr.write(`${path} does not run\n`);
    process.exitCode = 1;
  }
}

// Which Chromium the tests drive. Run by itself (`node e2e/browser.ts`), it says which one and whether it runs at all.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Chromium without a window: the same engine for half of the processor's time, without a camera and installed apps. */
const headlessShell = '/usr/bin/chromium-headless-shell';
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const hasHeadlessShell = (): boolean => existsSync(headlessShell);

/** A path to launch, or undefined when Playwright should use the browser that it installed itself. */
export const chromiumPath = (): string | undefined => firstOf([headlessShell, ...installed]);

/** Like `chromiumPath`, of a browser that has a camera and can install an app. */
export const wholeChromiumPath = (): string | undefined => firstOf(installed);

function firstOf(paths: readonly string[]): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync(chromium.executablePath())) return undefined;
  return paths.find((path) => existsSync(path));
}

if (import.meta.main) {
  const path = wholeChromiumPath() ?? chromium.executablePath();
  try {
    // A downloaded browser can be there and still miss a system library; only starting it tells.
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    process.stdout.write(`${path}\n`);
  } catch {
    process.stderr.write(`${path} does not run\n`);
    process.exitCode = 1;
  }
}

import { type Browser, chromium, firefox } from '@playwright/test';
import { systemApi } from '#contract/paths.ts';
import { chromiumPath } from '../browser.ts';
import { firefoxLaunch, firefoxPath } from '../firefox.ts';
import { hasWebKit, openWebKit } from '../webkit/mini-browser.ts';
import type { HeldOut } from './shown.ts';

// Each engine as the laboratory needs it: it opens a voucher or a pass on a phone of some kind, and takes pictures.

export const engines = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof engines)[number];

export const themes = ['light', 'dark', 'forced'] as const;
export type Theme = (typeof themes)[number];

/** A phone's screen, in pixels of CSS. */
export interface Look {
  readonly width: number;
  readonly ratio: number;
  readonly theme: Theme;
}

export interface Eye {
  open(url: string): Promise<void>;
  run<Given extends readonly unknown[], Answer>(
    work: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<Answer>;
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

/** As high as most phones are: everything of a voucher is on it. */
const height = 740;

/** Whether an engine is here, and whether it can look like this. */
export function can(engine: Engine, { ratio, theme }: Look): boolean {
  if (engine === 'firefox') return firefoxPath() !== undefined;
  // GTK scales by whole numbers only, and WebKit has no forced colours.
  if (engine === 'webkit') return hasWebKit() && Number.isInteger(ratio) && theme !== 'forced';
  return true;
}

/** @param tlsUrl where the server is through TLS */
export async function openEye(
  engine: Engine,
  look: Look,
  held: HeldOut,
  tlsUrl: string,
): Promise<Eye> {
  if (engine === 'webkit') return openWebKitEye(look, held, tlsUrl);
  const browser = await launch(engine, look.theme);
  const context = await browser.newContext({
    viewport: { width: look.width, height },
    deviceScaleFactor: look.ratio,
    storageState: { cookies: held.cookies, origins: [] },
    serviceWorkers: 'block',
    // Firefox is told by its preferences, and knows neither of these.
    ...(engine === 'chromium' && {
      colorScheme: look.theme === 'light' ? 'light' : 'dark',
      forcedColors: look.theme === 'forced' ? 'active' : 'none',
    }),
  });
  const page = await context.newPage();
  return {
    open: async (url) => void (await page.goto(url)),
    run: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

function launch(engine: 'chromium' | 'firefox', theme: Theme): Promise<Browser> {
  if (engine === 'chromium') {
    const executablePath = chromiumPath();
    return chromium.launch(executablePath ? { executablePath } : {});
  }
  return firefox.launch({
    ...firefoxLaunch,
    firefoxUserPrefs: {
      ...firefoxLaunch.firefoxUserPrefs,
      'layout.css.prefers-color-scheme.content-override': theme === 'light' ? 1 : 0,
      // Always its own colours, as in high contrast.
      'browser.display.document_color_use': theme === 'forced' ? 2 : 1,
    },
  });
}

async function openWebKitEye(look: Look, held: HeldOut, url: string): Promise<Eye> {
  const ratio = look.ratio as 1 | 2 | 3; // `can` has looked.
  const dark = look.theme === 'dark';
  const { driver, close } = await openWebKit({ width: look.width, height, ratio, dark });
  try {
    // A cookie can only be given to the site that is open; this page of it does nothing by itself.
    await driver.go(url + systemApi.health);
    for (const { name, value } of held.cookies) await driver.giveCookie({ name, value });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    open: (address) => driver.go(address),
    run: (work, ...given) => driver.run(work, ...given),
    picture: () => driver.picture(),
    close,
  };
}

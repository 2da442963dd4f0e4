import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { chromiumPath } from '../browser.ts';
import { issue, join } from '../people.ts';
import type { Server } from '../tillpass.ts';

/** A cheap phone, as wide as the smallest that we design for. */
export const phoneScreen = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3 } as const;

const executablePath = chromiumPath();
const browserOptions = executablePath === undefined ? {} : { executablePath };

export const openBrowser = (): Promise<Browser> => chromium.launch(browserOptions);

/** The same browser with what it kept in `folder`, as after it was closed and opened. */
export const openBrowserOf = (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...browserOptions, ...phoneScreen });

/** What is waited for, in words of the content, so that it is found in ours and in the bare page alike. */
export const marks = {
  /** Usable before any script has come: it has where to send to, and a button. */
  signInForm: 'form[action][method=post]:has(button[type=submit]:enabled) input[type=email]',
  barcode: 'svg[role=img][aria-label^=Barcode]',
  points: 'section[aria-label] p b',
} as const;

/** Joins in a browser and takes a reward. @returns the address of its voucher, without the server */
export async function joinWithVoucher(context: BrowserContext, server: Server): Promise<string> {
  const page = await context.newPage();
  await join(page, server);
  await issue(page);
  return new URL(page.url()).pathname;
}

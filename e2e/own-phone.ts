import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { wholeChromiumPath } from './browser.ts';
import { watched } from './watched.ts';

/** A shopper's phone that can be switched off and on again. */
export async function ownPhone(folder: string): Promise<{ context: BrowserContext; page: Page }> {
  const executablePath = wholeChromiumPath();
  const context = await chromium.launchPersistentContext(folder, {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 3,
    ...(executablePath && { executablePath }),
  });
  return { context, page: watched(context.pages()[0] ?? (await context.newPage())) };
}

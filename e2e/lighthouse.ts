import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cookie, chromium } from '@playwright/test';
import lighthouse, { type RunnerResult } from 'lighthouse';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { chromiumPath } from './browser.ts';

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';

export interface Judged {
  /** From 0 to 100, as the tool shows them. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** Audits that cost points, by their names. */
  readonly found: readonly string[];
}

/** A browser that Lighthouse can take over; close it after use. */
export interface Judge {
  /** @param cookies of whoever is signed in there; none where nobody is */
  judge(url: string, categories: readonly Category[], cookies?: readonly Cookie[]): Promise<Judged>;
  close(): Promise<void>;
}

/** Opens a browser of its own, since Lighthouse clears what it finds in one. */
export async function openJudge(): Promise<Judge> {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-judge-'));
  const port = await nobodysPort();
  const executablePath = chromiumPath();
  // Lighthouse opens its tabs in the browser's own context, where these cookies are.
  const context = await chromium.launchPersistentContext(folder, {
    args: [`--remote-debugging-port=${port}`],
    ...(executablePath && { executablePath }),
  });
  return {
    async judge(url, categories, cookies = []) {
      await context.clearCookies();
      await context.addCookies(cookies);
      const result = await lighthouse(url, {
        port,
        onlyCategories: [...categories],
        logLevel: 'error',
      });
      if (!result) throw new Error(`Lighthouse did not judge ${url}`);
      if (result.lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to another page`);
      return summaryOf(result.lhr);
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function summaryOf({ categories, audits, runtimeError }: RunnerResult['lhr']): Judged {
  if (runtimeError) throw new Error(runtimeError.message);
  const scores = Object.entries(categories).map(([name, { score }]) => [
    name,
    Math.round((score ?? 0) * 100),
  ]);
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs);
  const found = weighed
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id);
  return { scores: Object.fromEntries(scores) as Judged['scores'], found };
}

import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/**
 * WCAG 2.2 AA and axe's own good practices: no violation.
 * @param what names the page in a failure
 */
export function expectAccessible(page: Page, what: string): Promise<void> {
  return expectNothing(page, what, {});
}

/** The same of colours alone: all that another theme changes about a page that was looked at. */
export function expectContrast(page: Page, what: string): Promise<void> {
  return expectNothing(page, what, { runOnly: ['color-contrast'] });
}

async function expectNothing(page: Page, what: string, options: axe.RunOptions): Promise<void> {
  // What the worker answers from data that it keeps is drawn by the page's own script, after it has loaded.
  await expect(page.getByRole('main'), what).toBeVisible();
  // Evaluated over the debugger, so the page's Content-Security-Policy stays as strict as it is.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(runSettled, options);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
  expect(found, what).toEqual([]);
}

/**
 * Runs axe when transitions of colours, which run when the theme changes, and a page's moments (points that fade in) have
 * ended, because axe measures the colours of the instant: half faded in, a number has half of its contrast. Where one
 * begins while axe looks, as news redraws a page, it looks again. A moment ends within two seconds (moments.css); an
 * animation that runs as long as a voucher lives is not waited for.
 */
const runSettled = async (options: axe.RunOptions) => {
  const passing = () =>
    document.getAnimations().filter(
      // One that has ended and keeps its last frame is among them, and passes no more.
      ({ effect, playState }) =>
        playState === 'running' && Number(effect?.getComputedTiming().endTime) <= 2000,
    );
  let begun = 0;
  const count = () => {
    begun += 1;
  };
  for (const kind of ['animationstart', 'transitionrun']) document.addEventListener(kind, count);
  for (;;) {
    await Promise.allSettled(passing().map(({ finished }) => finished));
    const before = begun;
    const { violations } = await window.axe.run(options);
    if (begun === before && passing().length === 0) return violations;
  }
};

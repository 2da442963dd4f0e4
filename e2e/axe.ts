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
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // What the worker answers from data that it keeps is drawn by the page's own script, after it has loaded.
  await expect(page.getByRole('main'), what).toBeVisible();
  await page.evaluate(colorsSettled);
  // Evaluated over the debugger, so the page's Content-Security-Policy stays as strict as it is.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
  expect(found, what).toEqual([]);
}

/**
 * Waits for transitions of colours, which run when the theme changes. Animations are not waited for, because some run
 * as long as a voucher lives.
 */
const colorsSettled = async (): Promise<void> => {
  const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
};

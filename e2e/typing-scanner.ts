import type { Page } from '@playwright/test';

/** A scanner that types: key after key, as fast as a real one, then Enter. */
export const scan = (page: Page, text: string): Promise<void> =>
  page.evaluate(typeHere, [...text, 'Enter']);

/** Runs in the page. */
export function typeHere(keys: readonly string[]): void {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }
}

import { expect } from '@playwright/test';
import type { Found, WebDriver } from './web-driver.ts';

/** How long a control may take to appear and stop moving, on a busy machine. */
const findMs = 30_000;

/** A shopper's phone, or a till, with what a person sees and does there. Things are found by their words. */
export class Phone {
  readonly driver: WebDriver;

  constructor(driver: WebDriver) {
    this.driver = driver;
  }

  open(url: string): Promise<void> {
    return this.driver.go(url);
  }

  /** Waits until the words are on the page. */
  async sees(words: string): Promise<void> {
    const read = () =>
      this.driver
        // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not seen
        .run(() => document.body.innerText)
        // Where a line may not break nobody sees.
        .then((seen) => seen.replaceAll('\u00a0', ' '))
        .catch(String);
    await expect.poll(read).toContain(words);
  }

  /** Presses a button or follows a link once it is there. */
  async press(name: string): Promise<void> {
    await this.#whenThere(name, (element) => this.driver.press(element));
  }

  /** Types into the field with this label. */
  async fill(label: string, text: string): Promise<void> {
    await this.#whenThere(label, (element) => this.driver.type(element, text));
  }

  async untilAt(path: RegExp): Promise<void> {
    await expect.poll(() => this.driver.address()).toMatch(path);
  }

  /** What a screen reader calls the barcode; nothing while none is shown. */
  barcodeName(): Promise<string> {
    return this.driver.run(
      () => document.querySelector('[role=img][aria-label^=Barcode]')?.ariaLabel ?? '',
    );
  }

  /** The digits of the barcode, once there is one. */
  async digits(): Promise<string> {
    await expect.poll(() => this.barcodeName()).not.toBe('');
    return (await this.barcodeName()).replace(/\D/g, '');
  }

  /** A page may draw itself anew between finding and pressing, so both are tried again. */
  async #whenThere(name: string, act: (element: Found) => Promise<void>): Promise<void> {
    await expect(async () => {
      const element = await this.driver.run(findControl, name);
      if (!element) throw new Error(`nothing is called "${name}"`);
      await act(element);
    }).toPass({ timeout: findMs });
  }
}

/** Runs in the page: the first control whose name begins so, from under the page's own bars. */
function findControl(name: string): Found | null {
  const controls = document.querySelectorAll<HTMLElement>('button, a[href], summary, input');
  for (const control of controls) {
    const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [control];
    const called = control.ariaLabel ?? labels.map((label) => label.textContent).join(' ');
    // A number with its unit may be held together by a space that does not break.
    const words = called.replace(/\s+/g, ' ').trim();
    const shown = control.checkVisibility({ visibilityProperty: true });
    if (!shown || !words.startsWith(name)) continue;
    control.scrollIntoView({ block: 'center', behavior: 'instant' });
    // The driver turns an element into its name on the way out.
    return control as unknown as Found;
  }
  return null;
}

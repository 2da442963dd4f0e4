import type { Page } from '@playwright/test';

/** Text that leaves the screen sideways, or is cut by a box around it; each with how far. */
export const cutText = (page: Pick<Page, 'evaluate'>): Promise<string[]> =>
  page.evaluate(cutTextHere);

/** Runs in the page, so it can use nothing from this file. */
function cutTextHere(): string[] {
  const found: string[] = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) found.push(`the page is ${over} px too wide`);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim();
    if (!text || !parent?.checkVisibility() || parent.closest('.skip, script, style')) continue;
    // Text for screen readers only is not visible, so it can't be cut.
    const unseen = (box: Element | null): boolean =>
      box !== null && (getComputedStyle(box).clipPath !== 'none' || unseen(box.parentElement));
    if (unseen(parent)) continue;
    // What a finger and a keyboard can scroll to is not cut.
    const region = parent.closest('[tabindex="0"]');
    if (region && getComputedStyle(region).overflowX === 'auto') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, width } of range.getClientRects()) {
      if (width === 0) continue;
      let [from, to] = [0, innerWidth];
      for (let box: Element | null = parent; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX === 'visible') continue;
        const edges = box.getBoundingClientRect();
        [from, to] = [Math.max(from, edges.left), Math.min(to, edges.right)];
      }
      const cut = Math.round(Math.max(from - left, right - to));
      if (cut > 1) found.push(`“${text.slice(0, 40)}” by ${cut} px`);
    }
  }
  return found;
}

/** The texts of elements that a line's end breaks apart. */
export const inSeveralLines = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const lines = (element: Element): number => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    return [...document.querySelectorAll(selector)]
      .filter((element) => lines(element) > 1)
      .map((element) => element.textContent ?? '');
  }, selector);

/** Elements that cover the text of an element. There should be none. */
export const covered = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const found = new Set<string>();
    for (const element of document.querySelectorAll(selector)) {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      if (middle < 0 || middle > innerHeight) continue;
      for (let x = left + 2; x < right; x += 8) {
        const upper = document.elementFromPoint(x, middle);
        if (upper && !element.contains(upper) && !upper.contains(element))
          found.add(`${element.localName} under ${upper.localName}.${upper.className}`);
      }
    }
    return [...found];
  }, selector);

/** What has the focus and can't be seen, because something lies over all of it or it is off the screen. */
export const hiddenFocus = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // A button that is new takes no tap, and is not found where it stands.
    const moments = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) <= 2000);
    await Promise.allSettled(moments.map(({ finished }) => finished));
    const steps = [0.1, 0.3, 0.5, 0.7, 0.9];
    const seen = (shown: Element): boolean => {
      const { left, right, top, bottom } = shown.getBoundingClientRect();
      const [from, to] = [Math.max(0, top), Math.min(innerHeight, bottom)];
      return steps.some((across) =>
        steps.some((down) => {
          const x = left + (right - left) * across;
          const upper = document.elementFromPoint(x, from + (to - from) * down);
          return upper !== null && shown.contains(upper);
        }),
      );
    };
    return [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary'),
    ].flatMap((one) => {
      if (!one.checkVisibility({ visibilityProperty: true })) return [];
      one.focus();
      // A field that is only heard shows its focus at its label.
      const shown = one.closest('label') ?? one;
      return document.activeElement !== one || seen(shown) ? [] : [shown.outerHTML.slice(0, 90)];
    });
  });

/** Every fold of the page, opened. */
export const openFolds = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });

/** Letters twice as large as usual, as a reader sets them. */
export const enlarge = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });

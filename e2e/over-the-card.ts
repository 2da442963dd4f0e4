import type { Page } from '@playwright/test';

/** Elements that lie on the white card and are no part of it. There should be none, because they disturb a scanner. */
export const overTheCard = (page: Page): Promise<string[]> => page.evaluate(overTheCardHere);

/** Runs in the page, so it can use nothing from this file. */
function overTheCardHere(): string[] {
  const card = document.querySelector('.barcode-card');
  if (!card) return ['no card'];
  const { left, top, right, bottom } = card.getBoundingClientRect();
  const found = new Set<string>();
  const tell = (element: Element | null) =>
    found.add(element ? `${element.localName}.${element.className}` : 'beyond the screen');
  for (let y = top + 1; y < bottom; y += 4)
    for (let x = left + 1; x < right; x += 8) {
      const uppermost = document.elementFromPoint(x, y);
      if (!uppermost || !card.contains(uppermost)) tell(uppermost);
    }
  // A notice that lets taps through is not found by a point.
  for (const element of document.querySelectorAll('body *')) {
    if (
      element.contains(card) ||
      card.contains(element) ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      continue;
    const box = element.getBoundingClientRect();
    const beside = box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
    if (!beside && box.width > 0 && box.height > 0) tell(element);
  }
  return [...found];
}

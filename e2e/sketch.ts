import type { Page } from '@playwright/test';

/** What a page says and looks like, without what differs from run to run or with the fonts of a machine. */
export interface Sketch {
  /** What is read on it, in its order. */
  readonly words: readonly string[];
  /** A digest of how it is drawn: each box with its colours, its spacing and its type. */
  readonly looks: string;
}

/** Draws it from the page that is open now. */
export async function sketch(page: Page): Promise<Sketch> {
  const { words, looks } = await page.evaluate(sketchHere);
  return { words: words.map(lasting), looks };
}

/** Codes, days (whose parts a space holds together that does not break) and times are others each time, and the browser is what a run's device calls itself. */
const lasting = (words: string): string =>
  words
    .replace(/\d+( \d{4})+|\d{5,}/g, '(digits)')
    .replace(/\d{1,2}\s\p{Lu}\p{Ll}+(\s\d{4})?/gu, '(day)')
    .replace(/\d{1,2}:\d{2}/g, '(time)')
    .replace(/\w+ \((?:Linux|Windows|macOS)\)/g, '(browser)');

/** Runs in the page, so it can use nothing from this file. */
async function sketchHere(): Promise<{ words: string[]; looks: string }> {
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  /** In sixteen steps a channel, whatever notation a browser writes colours in. */
  const colour = (text: string): string => {
    if (!pixel) throw new Error('no canvas');
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = text;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data].map((value) => (value + 8) >> 4).join('.');
  };
  const words: string[] = [];
  const looks: string[] = [];
  const walk = (element: Element): void => {
    if (element.matches('script, style, .skip') || !element.checkVisibility()) return;
    const style = getComputedStyle(element);
    if (style.clipPath !== 'none') return;
    looks.push(
      [
        element.localName,
        ...[style.color, style.backgroundColor, style.borderTopColor].map(colour),
        ...[style.display, style.position, style.textAlign, style.fontSize, style.fontWeight],
        ...[style.padding, style.borderWidth, style.borderRadius, style.gap],
      ].join(' '),
    );
    // What bars and icons consist of is theirs alone.
    if (element.localName === 'svg') return;
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? node.textContent?.trim() : '';
      if (text) words.push(text);
      if (node instanceof Element) walk(node);
    }
  };
  walk(document.body);
  const bytes = new TextEncoder().encode(looks.join('\n'));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return {
    words,
    looks: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

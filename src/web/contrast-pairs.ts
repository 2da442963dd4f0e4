/**
 * Colours that stand on each other, as expressions of the sheets' tokens: what is read, on what, and the contrast that
 * WCAG 2.2 asks for: 4.5 for text, 3 for the edge of what can be pressed and for the ring of focus. A sheet that puts
 * two more tokens together needs a line here; contrast.test.ts looks for it.
 */
export const contrastPairs: readonly (readonly [read: string, ground: string, least: 4.5 | 3])[] = [
  ['var(--ink)', 'var(--paper)', 4.5],
  ['var(--ink)', 'var(--raised)', 4.5],
  ['var(--ink)', 'var(--sunk)', 4.5],
  ['var(--ink)', 'var(--tint)', 4.5],
  ['var(--soft)', 'var(--paper)', 4.5],
  ['var(--soft)', 'var(--raised)', 4.5],
  ['var(--soft)', 'var(--sunk)', 4.5],
  ['var(--paper)', 'var(--ink)', 4.5],
  ['var(--bad)', 'var(--bad-tint)', 4.5],
  ['var(--good)', 'var(--raised)', 4.5],

  // The brand as a ground, and what is turned inside out on it: the mark on a card, "Show barcode" on a voucher.
  ['var(--on-accent)', 'var(--accent)', 4.5],
  ['var(--accent)', 'var(--on-accent)', 4.5],
  ['var(--on-fill)', 'var(--fill)', 4.5],
  ['var(--fill)', 'var(--on-fill)', 4.5],

  // The brand as text and line.
  ['var(--brand-text)', 'var(--paper)', 4.5],
  ['var(--brand-text)', 'var(--raised)', 4.5],
  ['var(--brand-text)', 'var(--tint)', 4.5],

  // The card of the first tier: both ends of its gradient, the corner with the sheen, and the chip there.
  ['var(--on-fill)', 'var(--card)', 4.5],
  ['var(--on-fill)', 'var(--card-end)', 4.5],
  ['var(--on-fill)', 'color-mix(in oklab, var(--card), var(--sheen-whole))', 4.5],

  // The metals of the others. The chip and the light on them are nearer to white.
  ['var(--metal-ink)', 'var(--metal)', 4.5],
  ['var(--metal-ink)', 'var(--gleam)', 4.5],
  ['var(--metal-ink)', 'var(--shade)', 4.5],

  // A reward's drawing.
  ['var(--art-color)', 'var(--art-background)', 4.5],
];

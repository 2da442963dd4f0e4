/** The drawings that can stand for a reward without a picture, as the program's file names them. */
export const glyphs = [
  'apple',
  'bag',
  'ball',
  'book',
  'bottle',
  'bowl',
  'bread',
  'bun',
  'burger',
  'cake',
  'calendar',
  'coins',
  'crown',
  'cup',
  'diamond',
  'dumbbell',
  'flower',
  'gift',
  'gift-card',
  'glass',
  'heart',
  'ice-cream',
  'leaf',
  'lipstick',
  'mug',
  'music',
  'paw',
  'per-cent',
  'phone',
  'plate',
  'scissors',
  'shirt',
  'shoe',
  'star',
  'ticket',
  'van',
] as const;

export type GlyphName = (typeof glyphs)[number];

/** What fits when the file names none. */
const fitting = {
  'amount-off': 'coins',
  'percent-off': 'per-cent',
  'free-product': 'gift',
  'free-shipping': 'van',
  experience: 'calendar',
  perk: 'star',
} as const;

/** @param reward its `icon` is absent where the file names none */
export const glyphOf = (reward: {
  readonly icon?: GlyphName;
  readonly worth: { readonly kind: keyof typeof fitting };
}): GlyphName => reward.icon ?? fitting[reward.worth.kind];

/** How many tints of its colour a brand has for rewards. */
export const tintCount = 5;

/** A reward's tint, from its id: the same on every page, whatever stands beside it in the file. */
export function tintOf(rewardId: string): number {
  let sum = 0;
  for (const sign of rewardId) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % tintCount;
}

import type { Worth } from './program.ts';

/** What both vendors can express as a discount that is good for one purchase. */
export type MintWorth = Extract<Worth, { kind: 'amount-off' | 'percent-off' }>;

/** A perk is no discount, and a free product is known to us by its name only, not as an article of that shop. */
export const isMintWorth = (worth: Worth): worth is MintWorth =>
  worth.kind === 'amount-off' || worth.kind === 'percent-off';

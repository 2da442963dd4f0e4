import type { Worth } from './program.ts';

/** The worths that both vendors can make as a discount for one purchase. */
export type MintWorth = Extract<Worth, { kind: 'amount-off' | 'percent-off' }>;

/** A perk is no discount, and we know a free product only by its name, not as an article of that shop. */
export const isMintWorth = (worth: Worth): worth is MintWorth =>
  worth.kind === 'amount-off' || worth.kind === 'percent-off';

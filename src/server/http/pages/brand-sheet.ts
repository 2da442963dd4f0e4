import type { Program } from '#domain/program/program.ts';

/**
 * The retailer's colours. They were checked as `#rrggbb` when the program was loaded. `:root` twice, so that they hold
 * against the whole sheet, which comes after them.
 */
export function brandSheet({ brand, tiers }: Pick<Program, 'brand' | 'tiers'>): string {
  const tierRules = tiers.map((tier) => `[data-tier="${tier.id}"]{--tier:${tier.color}}`).join('');
  return `:root:root{--brand:${brand.color}}${tierRules}`;
}

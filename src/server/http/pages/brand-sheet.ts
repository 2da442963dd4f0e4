import { fillOf } from '#domain/program/brand-colour.ts';
import type { Program } from '#domain/program/program.ts';

/**
 * The retailer's colours as CSS. They were checked as `#rrggbb` when the program was loaded. `:root` is written twice,
 * so that they win against the main sheet, which comes later.
 */
export function brandSheet({ brand, tiers }: Pick<Program, 'brand' | 'tiers'>): string {
  const { ground, ink, away } = fillOf(brand.color);
  const tierRules = tiers.map((tier) => `[data-tier="${tier.id}"]{--tier:${tier.color}}`).join('');
  return `:root:root{--brand:${brand.color};--fill:${ground};--on-fill:${ink};--away:${away}}${tierRules}`;
}

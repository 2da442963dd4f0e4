import type { Program, Tier } from './program.ts';

/** A member's tier, and how far the next one is. Amounts in minor units. */
export interface TierStanding {
  readonly tier: Tier;
  readonly qualifyingMinor: number;
  readonly next: { readonly tier: Tier; readonly missingMinor: number } | null;
}

/** The tier of a member with this qualifying spend in the window. */
export function tierStanding(program: Program, qualifyingMinor: number): TierStanding {
  const held = program.tiers
    .filter((tier) => tier.fromMinor <= Math.max(0, qualifyingMinor))
    .at(-1);
  if (!held) throw new Error('a program has a first tier from 0');
  const above = program.tiers[program.tiers.indexOf(held) + 1];
  const next = above
    ? { tier: above, missingMinor: above.fromMinor - Math.max(0, qualifyingMinor) }
    : null;
  return { tier: held, qualifyingMinor, next };
}

/** True when `held` is `wanted` or a higher tier. */
export function reachesTier(program: Program, held: string, wanted: string): boolean {
  const rung = (id: string) => program.tiers.findIndex((tier) => tier.id === id);
  return rung(held) >= rung(wanted);
}

/** What a member's card is made of, by their rung: the highest shines. */
export type Finish = 'matte' | 'brushed' | 'foil';

export function finishOf({ tiers }: Program, { id }: Tier): Finish {
  if (id === tiers[0]?.id) return 'matte';
  return id === tiers.at(-1)?.id ? 'foil' : 'brushed';
}

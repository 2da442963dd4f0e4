import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { Program } from '#domain/program/program.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { leaveMembership } from '#server/usecases/memberships/leave-membership.ts';
import { startMembership } from '#server/usecases/purchases/system-memberships.ts';
import { Chance } from './chance.ts';

const soldTier = ({ paidMemberships = [] }: Program): PaidMembership | undefined =>
  paidMemberships[0];

/** What sells the paid tier, on every fortieth receipt; none where the program sells no tier. */
export function plusLines(program: Program, visit: string): SoldLine[] {
  const sold = soldTier(program);
  const sku = sold?.products?.[0];
  if (!sold || sku === undefined || !new Chance(`${visit} plus`).oneIn(40)) return [];
  return [
    { id: 'plus', minor: sold.priceMinor, sku: sku.toUpperCase(), categories: [], quantity: 1 },
  ];
}

/** Some pay for the tier online, and some leave it: it stays theirs to its end. @param next the next act's context */
export async function keepPlus(
  next: () => Context,
  { memberId, visit }: { readonly memberId: string; readonly visit: string },
): Promise<void> {
  const chance = new Chance(`${visit} pays online`);
  const [starts, leaves] = [chance.oneIn(80), chance.oneIn(60)];
  if (!starts && !leaves) return;
  const context = next();
  const { program } = await readWork(context);
  const sold = soldTier(program);
  if (!sold) return;
  const { tierId, priceMinor } = sold;
  if (leaves) return leave(context, memberId, tierId);
  const paid = { minor: priceMinor, currency: program.currency };
  const id = makeId(context);
  const wish = { member: memberId, id, what: 'start', tierId, paid, paidAt: null } as const;
  await startMembership(context, wish, 'api');
}

async function leave(context: Context, memberId: string, tierId: string): Promise<void> {
  try {
    await leaveMembership(context, { memberId, tierId, leaves: true });
  } catch (error) {
    // Most have none of it, and their profile shows no button.
    if (!(error instanceof Refused && error.refusal.key === 'membership-over')) throw error;
  }
}

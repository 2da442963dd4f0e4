import type { Tier } from '#domain/program/program.ts';
import { isInSegment, needsOf, stillOpen } from '#domain/segments/in-segment.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import { factOf } from '#server/storage/people/facts.ts';
import { memberById } from '#server/storage/people/members.ts';
import { keptByPerson } from '#server/storage/purchases/kept-purchases.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

interface Asked {
  /** Of the segments that are asked for; one that the program has not is nobody's. */
  readonly ids: readonly string[];
  readonly at: number;
  readonly tier: Tier;
  readonly spendable: number;
}

/**
 * In which of some segments a member is at an instant, by that member's rows alone. Nothing is read where none is asked
 * for, and what was bought only where all else that a segment asks is true.
 */
export async function segmentsOf(
  { db, program }: Pick<ReadWork, 'db' | 'program'>,
  memberId: string,
  { ids, at, tier, spendable }: Asked,
): Promise<ReadonlySet<string>> {
  const asked = (program.segments ?? []).filter(({ id }) => ids.includes(id));
  const member = asked.length > 0 ? await memberById(db, memberId) : undefined;
  if (!member) return new Set();
  const { timeZone } = program;
  const told = needsOf(asked, at, timeZone).birthday
    ? await factOf(db, memberId, 'birthday')
    : undefined;
  const person = {
    joinedAt: member.joined_at,
    language: member.language,
    birthdayMonth: told ? birthdayIn(told.value).month : null,
    tierId: tier.id,
    spendable,
  };
  const open = stillOpen(asked, person, at, timeZone);
  const { purchasesSince: since, lines } = needsOf(open, at, timeZone);
  const bought = since === null ? [] : await keptByPerson(db, memberId, { since, at, lines });
  const seen = { ...person, purchases: bought };
  const met = open.filter((segment) => isInSegment(segment, seen, at, timeZone));
  return new Set(met.map(({ id }) => id));
}

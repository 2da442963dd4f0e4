import type { Move } from '#contract/desk/desk-foresight.ts';
import type { Program } from '#domain/program/program.ts';
import { type DatedTerms, standingAt, type TierHistory } from '#domain/standing/standing.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { paidGrantsOfMembers } from '#server/storage/purchases/memberships.ts';
import { salesOfMembers } from '#server/storage/purchases/sales.ts';
import { grantsOfMembers } from '#server/storage/purchases/tier-grants.ts';
import { datedTerms, type KeptFor, tierTerms } from './dated-terms.ts';
import { Moves } from './moves.ts';
import { salesNeeded } from './tier-history.ts';

/** What another program would do to tiers. */
export interface WhatIf {
  readonly beginsAt: number;
  readonly members: number;
  /** As it begins, beside the program that it replaces. */
  readonly atOnce: readonly Move[];
  /** Within the year after it, of those who buy nothing more: under it, and under the program that it replaces. */
  readonly later: readonly Move[];
  readonly laterBefore: readonly Move[];
}

/** So many members are read at once: a million of them never fill the memory. */
const portion = 500;
const yearMs = 366 * 24 * 60 * 60_000;

/**
 * Stands all members in the tiers of a program that is not loaded, as it begins, if nothing more is bought until then.
 * It reads portion by portion, holds nothing and writes nothing.
 * @param dated null: it would begin now
 */
export async function whatIf(
  { store, now }: { readonly store: KeptFor; now(): number },
  program: Program,
  dated: number | null,
): Promise<WhatIf> {
  const db = store.read;
  const beginsAt = dated ?? now();
  const before = await datedTerms(store, db, beginsAt);
  // Another one for the same day to come would be replaced before it begins.
  const kept = before.filter(({ from }) => from < beginsAt || dated === null);
  const after: DatedTerms[] = [...kept, { from: beginsAt, terms: tierTerms(program) }];
  const since = Math.min(salesNeeded(before, beginsAt), salesNeeded(after, beginsAt));
  const [atOnce, later, laterBefore] = [new Moves(), new Moves(), new Moves()];
  let members = 0;
  for (let last = ''; ; ) {
    const some = await membersInOrder(db, last, portion);
    const to = some.at(-1);
    if (!to) break;
    const sales = await salesOfMembers(db, { after: last, upTo: to.id }, since);
    const given = await grantsOfMembers(db, { after: last, upTo: to.id });
    const paid = await paidGrantsOfMembers(db, { after: last, upTo: to.id });
    for (const { id, number, joined_at: joinedAt } of some) {
      const grants = [...(given.get(id) ?? []), ...(paid.get(id) ?? [])];
      const history = { joinedAt, sales: sales.get(id) ?? [], grants };
      const stood = standing({ ...history, terms: kept.length > 0 ? kept : after }, beginsAt);
      const stands = standing({ ...history, terms: after }, beginsAt);
      atOnce.add(stood.tier, stands.tier, number);
      later.add(stands.tier, stands.within, number);
      laterBefore.add(stood.tier, stood.within, number);
    }
    members += some.length;
    last = to.id;
  }
  return {
    beginsAt,
    members,
    atOnce: atOnce.list(),
    later: later.list(),
    laterBefore: laterBefore.list(),
  };
}

function standing(history: TierHistory, at: number): { tier: string; within: string } {
  const { tier, changes } = standingAt(history, at);
  const last = changes.findLast((change) => change.at <= at + yearMs);
  return { tier: tier.id, within: last?.to.id ?? tier.id };
}

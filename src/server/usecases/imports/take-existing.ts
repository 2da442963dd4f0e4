import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import type { ImportedMember } from '#domain/imports/read-member.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { lotEnd } from '#domain/points/expiry-rule.ts';
import { cause } from '#domain/points/ledger.ts';
import { Refused } from '#domain/refusal.ts';
import { lastConsents, noteFactConsent } from '#server/storage/people/facts.ts';
import { addImports, cameFrom } from '#server/storage/people/member-imports.ts';
import { memberById } from '#server/storage/people/members.ts';
import { putNewsletter } from '#server/storage/people/newsletters.ts';
import { addGrant } from '#server/storage/purchases/tier-grants.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { externalIdInto } from '#server/usecases/members/external-ids.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { faulty, idsOf, type Outcome, type ReadLine, takenBefore } from './know-lines.ts';

/**
 * Gives somebody who is a member already what their line says: its points as lots of their own, its tier, its consent,
 * and what other systems call them. Name, language and address stay as the member has them.
 * @returns what became of it: the same file may have been taken by somebody else meanwhile
 */
export async function takeExisting(
  work: Work,
  memberId: string,
  { line, source }: { readonly line: ReadLine; readonly source: string },
): Promise<Outcome> {
  await work.lockMember(memberId);
  const taken = await takenBefore(work.db, source, line);
  if (taken) return taken;
  const row = await memberById(work.db, memberId);
  if (!row || row.erased_at !== null) return faulty('unknown-member', null);
  if (await cameFrom(work.db, memberId, source)) return faulty('another-content', null);
  const { member, key, content } = line;
  const { address } = member;
  if (address !== null && addressKey(address) !== addressKey(row.address))
    return faulty('other-address', address);
  for (const one of idsOf(source, member)) await externalIdInto(work, memberId, one);
  await giveLots(work, memberId, { member, source });
  if (member.tier) {
    // Beside what they were given: of several grants the highest counts.
    const { id: tierId, since: from, until } = member.tier;
    await addGrant(work, memberId, { tierId, from, until });
    await noteStanding(work, memberId);
  }
  await giveConsent(work, memberId, member);
  await addImports(work, [
    { member_id: memberId, source, row_key: key, content_hash: content, at: work.at },
  ]);
  return { what: 'existing', memberId };
}

/** What a refusal of an act on one member says of its line; null: it says nothing of it. */
export function faultOf(error: unknown): FieldFault | null {
  if (!(error instanceof Refused)) return null;
  if (error.refusal.key === 'external-id-taken')
    return faultAt('id-of-another', null, error.refusal.source);
  return error.refusal.key === 'external-ids-full' ? faultAt('ids-many', null, null) : null;
}

async function giveLots(
  work: Work,
  memberId: string,
  { member, source }: { readonly member: ImportedMember; readonly source: string },
): Promise<void> {
  for (const [index, { points, expiresAt, availableAt }] of member.lots.entries()) {
    const why = cause.opening(source, index + 1);
    await changePoints(work, {
      memberId,
      points,
      storeId: null,
      kind: 'accrual',
      cause: why,
      draws: [{ lotId: why, points }],
      reason: { rule: 'opening' },
      lotExpiresAt: expiresAt ?? lotEnd(work.program, availableAt ?? work.at),
      ...(availableAt !== null && { lotAvailableAt: availableAt }),
      event: null,
    });
  }
}

/** Whatever the member has said here, yes or no, is the newer word. */
async function giveConsent(
  work: Work,
  memberId: string,
  { newsletter }: ImportedMember,
): Promise<void> {
  if (!newsletter || (await lastConsents(work.db, memberId, 'newsletter')).length > 0) return;
  const { at, wording, language } = newsletter;
  await putNewsletter(work, {
    member_id: memberId,
    state: 'given',
    code_hash: null,
    wrong_codes: 0,
    at,
  });
  await noteFactConsent(work, {
    member_id: memberId,
    fact: 'newsletter',
    given: 1,
    at,
    wording,
    language,
    version: null,
    place: null,
    source: 'import',
  });
}

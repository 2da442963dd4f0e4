import { portionsOf } from '#server/storage/db/portions.ts';
import type { FactConsentRow, NewsletterRow } from '#server/storage/db/schema-occasions.ts';
import type { MemberTierRow, TierGrantRow } from '#server/storage/db/schema-purchases.ts';
import type { ExternalIdRow } from '#server/storage/db/schema-sources.ts';
import type { Tx } from '#server/storage/db/store.ts';

interface ImportedTier {
  readonly memberId: string;
  readonly tierId: string;
  readonly from: number;
  /** The first instant in which it is over. */
  readonly until: number;
}

interface ImportedConsent {
  readonly memberId: string;
  readonly at: number;
  readonly wording: string;
  readonly language: string;
}

/** What new members bring along besides points. */
interface Imported {
  readonly externalIds: readonly ExternalIdRow[];
  readonly tiers: readonly ImportedTier[];
  readonly newsletters: readonly ImportedConsent[];
}

/** Adds what many new members bring along. @returns false when an external id is another member's */
export async function addImported(tx: Tx, imported: Imported): Promise<boolean> {
  const { externalIds, tiers, newsletters } = imported;
  for (const some of portionsOf(externalIds)) {
    const added = await tx.db
      .insertInto('external_ids')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .returning('member_id')
      .execute();
    if (added.length < some.length) return false;
  }
  for (const some of portionsOf(tiers)) {
    await tx.db.insertInto('tier_grants').values(some.map(grantRow)).execute();
    await tx.db.insertInto('member_tiers').values(some.map(tierRow)).execute();
  }
  for (const some of portionsOf(newsletters)) {
    await tx.db.insertInto('fact_consents').values(some.map(importedConsent)).execute();
    await tx.db.insertInto('newsletters').values(some.map(newsletterRow)).execute();
  }
  return true;
}

const grantRow = ({ memberId, tierId, from, until }: ImportedTier): TierGrantRow => ({
  member_id: memberId,
  number: 1,
  tier_id: tierId,
  from_at: from,
  until_at: until,
});

/** So long before its end the clock looks at a tier: in time for every mail about it. */
const lookBeforeMs = 60 * 24 * 60 * 60_000;

/** On record as theirs, so that nobody is told that they have reached it. */
const tierRow = ({ memberId, tierId, from, until }: ImportedTier): MemberTierRow => ({
  member_id: memberId,
  tier_id: tierId,
  since: from,
  look_at: until - lookBeforeMs,
  mailed_for: null,
  mailed_at: null,
  mail_id: null,
  told_for: null,
  told_at: null,
  told_by: null,
});

const importedConsent = ({ memberId, ...said }: ImportedConsent): FactConsentRow => ({
  member_id: memberId,
  number: 1,
  fact: 'newsletter',
  given: 1,
  ...said,
  version: null,
  place: null,
  source: 'import',
});

const newsletterRow = ({ memberId, at }: ImportedConsent): NewsletterRow => ({
  member_id: memberId,
  state: 'given',
  code_hash: null,
  wrong_codes: 0,
  at,
});

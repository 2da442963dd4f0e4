import { takeBackLink } from '#contract/paths.ts';
import { oldAddressWaits } from '#domain/people/address-change.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import {
  addressChangesOf,
  endAddressChange,
  keepWaitingUntil,
} from '#server/storage/people/address-changes.ts';
import {
  type AddressChangedFacts,
  addressChangedMail,
} from '#server/words/mail/address-changed-mail.ts';
import { noticeWorthMs, queueMail } from './queue-mail.ts';
import type { ReadWork, Work } from './work.ts';

/** Mails one of both addresses that it is the member's now, or no longer. */
export async function tellOfAddress(
  work: Work,
  { language, number }: Pick<MemberRow, 'language' | 'number'>,
  told: Pick<AddressChangedFacts, 'to' | 'isNew' | 'takeBack'>,
): Promise<void> {
  const { program } = work;
  const { publicUrl } = work.context;
  const facts = { ...told, program, language, number, publicUrl, url: publicUrl };
  const worthUntil = told.takeBack?.until ?? work.at + noticeWorthMs;
  await queueMail(work, addressChangedMail(facts), { worthUntil });
}

/** How whoever reads the old mailbox takes it back. The link's text is encrypted, so that nobody makes one. */
export const takeBackAddress = (
  { context: { publicUrl, secrets } }: Pick<ReadWork, 'context'>,
  {
    member_id,
    number,
    at,
    ends_at,
  }: Pick<AddressChangeRow, 'member_id' | 'number' | 'at' | 'ends_at'>,
): NonNullable<AddressChangedFacts['takeBack']> => ({
  url: publicUrl + takeBackLink(secrets.seal('address-back', `${number} ${at} ${member_id}`)),
  until: ends_at,
});

/** The last change that can be taken back; undefined: there is none. */
export async function openChange(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  memberId: string,
): Promise<AddressChangeRow | undefined> {
  return (await openChanges({ db, at }, memberId)).at(-1);
}

/** The changes that can be taken back, the earliest first. */
export async function openChanges(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  memberId: string,
): Promise<AddressChangeRow[]> {
  const rows = await addressChangesOf(db, memberId);
  return rows.filter(({ state, ends_at }) => oldAddressWaits({ state, endsAt: ends_at }, at));
}

/**
 * Ends a change, because the address before it is the member's again, and every later one with it: of two links the one of
 * the earlier address wins.
 * @param became `back`: by its link; `over`: by another change
 */
export async function undoChange(
  work: Work,
  { member_id, number }: Pick<AddressChangeRow, 'member_id' | 'number'>,
  became: 'back' | 'over',
): Promise<void> {
  for (const one of await addressChangesOf(work.db, member_id)) {
    if (one.number < number) continue;
    await endAddressChange(work, one, one.number === number ? became : 'over');
  }
}

/** No earlier change ends before a later one: for a time only the later link would be good, which may be a thief's. */
export async function keepOpen(work: Work, memberId: string, until: number): Promise<void> {
  for (const one of await openChanges(work, memberId)) {
    if (one.ends_at < until) await keepWaitingUntil(work, one, until);
  }
}

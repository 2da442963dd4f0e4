import { takeBackLink } from '#contract/paths.ts';
import { oldAddressWaits } from '#domain/people/address-change.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import { addressChangesOf } from '#server/storage/people/address-changes.ts';
import { addressChangedMail } from '#server/words/mail/address-changed-mail.ts';
import { queueMail } from './queue-mail.ts';
import type { ReadWork, Work } from './work.ts';

/** Mails one of both addresses that it is the member's now, or no longer. */
export async function tellOfAddress(
  work: Work,
  { language, number }: Pick<MemberRow, 'language' | 'number'>,
  told: { readonly to: string; readonly isNew: boolean; readonly takeBack: string | null },
): Promise<void> {
  const { program } = work;
  const { publicUrl } = work.context;
  const facts = { ...told, program, language, number, publicUrl, url: publicUrl };
  await queueMail(work, addressChangedMail(facts));
}

/** The address by which whoever reads the old mailbox takes it back. Its text is encrypted, so that nobody makes one. */
export const takeBackAddress = (
  { context: { publicUrl, secrets } }: Pick<ReadWork, 'context'>,
  { member_id, number, at }: Pick<AddressChangeRow, 'member_id' | 'number' | 'at'>,
): string => publicUrl + takeBackLink(secrets.seal('address-back', `${number} ${at} ${member_id}`));

/** The last change that can be taken back; undefined: there is none. */
export async function openChange(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  memberId: string,
): Promise<AddressChangeRow | undefined> {
  const rows = await addressChangesOf(db, memberId);
  return rows.findLast(({ state, ends_at }) => oldAddressWaits({ state, endsAt: ends_at }, at));
}

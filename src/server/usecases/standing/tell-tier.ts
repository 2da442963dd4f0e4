import { paths } from '#contract/paths.ts';
import type { Tier } from '#domain/program/program.ts';
import { type Keeping, keepingOf, type Standing } from '#domain/standing/standing.ts';
import { countsAsNotice } from '#domain/standing/tier-notice.ts';
import type { MemberTierRow } from '#server/storage/db/schema-purchases.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { memberTierRow, putTierTold } from '#server/storage/purchases/member-tiers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { type ReadWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { tierChangedMail, tierMail } from '#server/words/mail/tier-mail.ts';
import { ruledStanding } from './member-tier.ts';
import { keepSentence, nextSaid } from './say-standing.ts';

/**
 * Mails a member what keeps their tier, with the very sentence of the wallet. It is queued in the transaction that
 * marks it, so once.
 * @returns the row with the mail on it; without one if none goes out, because a mail of before told another end
 */
export async function mailTier(
  work: Work,
  row: MemberTierRow,
  { tier, keeping }: { readonly tier: Tier; readonly keeping: Keeping },
): Promise<MemberTierRow> {
  const { at, context, program } = work;
  const marked = { ...row, mailed_for: keeping.until, mailed_at: at, mail_id: null };
  const { publicUrl } = context;
  const { otherwise, until } = keeping;
  const url = `${publicUrl}${paths.ladder}`;
  const of = {
    kind: 'tier',
    memberId: row.member_id,
    // An end may come again: a rolling window moves it on and back, and another tier has the same.
    cause: `${tier.id}/${until}/${at}`,
    worthUntil: until,
  } as const;
  const id = await queueMessage(work, of, (to, { language }, choices) => {
    const keep = keepSentence(program, { tier, keeping }, language) ?? '';
    return tierMail({ to, choices, program, language, keep, otherwise, url, publicUrl });
  });
  return id === null ? marked : { ...marked, mail_id: id };
}

/** Tells a member that they are in another tier, with the wallet's own sentence of what keeps it or leads back up. */
export async function tellTierChange(
  work: Work,
  memberId: string,
  { standing, higher }: { readonly standing: Standing; readonly higher: boolean },
): Promise<void> {
  const { at, context, program } = work;
  const { tier } = standing;
  const kind = higher ? 'tier-reached' : 'tier-gone';
  const { publicUrl } = context;
  const keeping = keepingOf(standing);
  const said = (language: string) =>
    higher
      ? keepSentence(program, { tier, keeping }, language)
      : nextSaid(program, { ...standing, keeping }, language)?.text;
  await queueMessage(
    work,
    { kind, memberId, cause: `${tier.id}/${at}` },
    (to, { language }, choices) =>
      tierChangedMail({
        to,
        choices,
        program,
        language,
        publicUrl,
        tier,
        higher,
        next: said(language),
        url: publicUrl + paths.ladder,
      }),
  );
}

/** Puts on record that the mail about a tier was taken by the mail server of its member. */
export async function noteTierMailTaken(work: Work, { id, member_id }: MailRow): Promise<void> {
  if (member_id === null) return;
  await work.lockMember(member_id);
  const row = await memberTierRow(work.db, member_id);
  if (row?.mail_id !== id || row.mailed_for === null || row.told_for === row.mailed_for) return;
  await putTierTold(work, member_id, { of: row.mailed_for, at: work.at, by: 'mail' });
}

/** Whether the wallet tells of an end for the first time: only then it writes something. */
export async function mustTellTier(
  { db, at, program }: ReadWork,
  memberId: string,
  keeping: Keeping | null,
): Promise<boolean> {
  if (!keeping || !countsAsNotice(keeping, at, program.timeZone)) return false;
  const row = await memberTierRow(db, memberId);
  return row !== undefined && row.told_for !== keeping.until;
}

/** Puts on record that the wallet showed a member what keeps their tier. */
export const noteTierShown = (context: Context, memberId: string): Promise<void> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    const keeping = keepingOf(await ruledStanding(work, memberId));
    if (!keeping || !(await mustTellTier(work, memberId, keeping))) return;
    await putTierTold(work, memberId, { of: keeping.until, at: work.at, by: 'wallet' });
  });

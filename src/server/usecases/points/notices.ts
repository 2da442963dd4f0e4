import { paths } from '#contract/paths.ts';
import {
  asTold,
  countsAsNotice,
  endAsTold,
  joinsMail,
  nextLook,
  stepAfterMail,
} from '#domain/points/expiry-notice.ts';
import { expiriesOf } from '#domain/points/lot.ts';
import type { MailRow, NoticeWay } from '#server/storage/db/schema-sign-ins.ts';
import {
  putSteps,
  putTold,
  type RecordedLot,
  recordedLots,
} from '#server/storage/points/notices.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { expiryMail } from '#server/words/mail/expiry-mail.ts';

/** Puts on record that a member was shown when their points expire. Those who were told already are not told anew. */
export const noteShown = (context: Context, memberId: string): Promise<void> =>
  transact(context, async (work) => {
    await lockPresent(work, memberId);
    const lots = await recordedLots(work.db, memberId);
    // A wallet lists what can be spent.
    const shown = lots.filter(({ availableAt }) => (availableAt ?? 0) <= work.at);
    await noteTold(work, memberId, 'wallet', shown);
  });

/** Puts on record that a mail about expiry was taken by the mail server of its member. */
export async function noteMailTaken(work: Work, { id, member_id }: MailRow): Promise<void> {
  if (member_id === null) return;
  await work.lockMember(member_id);
  const lots = await recordedLots(work.db, member_id);
  const told = lots.filter(({ mailId }) => mailId === id);
  await noteTold(work, member_id, 'mail', told);
}

async function noteTold(
  work: Work,
  memberId: string,
  by: NoticeWay,
  lots: readonly RecordedLot[],
): Promise<void> {
  const { at, program } = work;
  const told = lots
    .filter(({ endsAt, expiresAt }) => endsAt === null && countsAsNotice(expiresAt, at))
    .map((lot) => {
      const endsAt = endAsTold(program, lot.expiresAt, at);
      return { id: lot.id, endsAt, lookAt: nextLook({ ...lot, endsAt }, at) };
    });
  if (told.length > 0) await putTold(work, memberId, { at, by }, told);
}

/**
 * Mails a member what expires soon: one mail about all of it. The lots are marked in the same transaction, so it is
 * queued once, whatever runs or stops.
 * @param lots all of the member that hold points
 * @param due those for which the mail goes out
 */
export async function mailExpiry(
  work: Work,
  memberId: string,
  lots: readonly RecordedLot[],
  due: readonly RecordedLot[],
): Promise<void> {
  const { at, context, program } = work;
  const told = lots.filter((lot) => due.includes(lot) || joinsMail(lot, at));
  const days = expiriesOf(asTold(program, told.map(asLot), at), at);
  const { publicUrl } = context;
  const worthUntil = Math.max(...told.map(({ expiresAt }) => endAsTold(program, expiresAt, at)));
  // Nothing else is told of the same lot at the same step, but after its end it is told of again.
  const cause = due.map(({ id, step }) => `${id}/${step}/${at}`)[0] ?? '';
  const message = { kind: 'expiry', memberId, cause, worthUntil } as const;
  const id = await queueMessage(work, message, (to, { language }, choices) =>
    expiryMail({
      to,
      choices,
      program,
      language,
      days,
      publicUrl,
      url: `${publicUrl}${paths.wallet}`,
    }),
  );
  if (id === null) {
    // Who can't be mailed, or does not want it, is told in the wallet: until then the points stay.
    const passed = due.map((lot) => stepped({ ...lot, step: lot.step === 3 ? 3 : 2 }, at));
    return putSteps(work, memberId, passed);
  }
  const steps = told.map((lot) => stepped({ ...lot, step: stepAfterMail(lot, at) }, at));
  await putSteps(work, memberId, steps, id);
}

/** Tells the administrator that points stay past their day, because their member could not be told. */
export async function reportWaiting(
  work: Work,
  memberId: string,
  lots: readonly RecordedLot[],
): Promise<void> {
  const points = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  const steps = lots.map((lot) => stepped({ ...lot, step: 3 }, work.at));
  await putSteps(work, memberId, steps);
  await recordEvent(work, { kind: 'points.waiting', memberId, storeId: null, data: { points } });
}

const stepped = (lot: RecordedLot, at: number) => ({
  id: lot.id,
  step: lot.step,
  lookAt: nextLook(lot, at),
});

const asLot = ({ id, remaining, expiresAt, endsAt }: RecordedLot) => ({
  id,
  remaining,
  expiresAt: endsAt ?? expiresAt,
  ...(endsAt === null && { untold: true as const }),
});

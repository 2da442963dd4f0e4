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
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import {
  type LotStep,
  putSteps,
  putTold,
  type RecordedLot,
  recordedLots,
  recordedLotsOf,
  type ToldLot,
} from '#server/storage/points/notices.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { queueMessages } from '#server/usecases/ground/queue-message.ts';
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
    await putTold(work, { at: work.at, by: 'wallet' }, toldOf(work, memberId, shown));
  });

/** Puts on record that mails about expiry were taken by the mail servers of their members, whom the caller has locked. */
export async function noteMailsTaken(work: Work, mails: readonly MailRow[]): Promise<void> {
  const ids = new Set(mails.map(({ id }) => id));
  const lots = await recordedLotsOf(
    work.db,
    mails.flatMap(({ member_id }) => member_id ?? []),
  );
  const told = [...lots].flatMap(([memberId, own]) =>
    toldOf(
      work,
      memberId,
      own.filter(({ mailId }) => mailId !== null && ids.has(mailId)),
    ),
  );
  await putTold(work, { at: work.at, by: 'mail' }, told);
}

/** Those of a member's lots that are told of for the first time, and when each ends. */
const toldOf = (
  { at, program }: Pick<Work, 'at' | 'program'>,
  memberId: string,
  lots: readonly RecordedLot[],
): ToldLot[] =>
  lots
    .filter(({ endsAt, expiresAt }) => endsAt === null && countsAsNotice(expiresAt, at))
    .map((lot) => {
      const endsAt = endAsTold(program, lot.expiresAt, at);
      return { memberId, id: lot.id, endsAt, lookAt: nextLook({ ...lot, endsAt }, at) };
    });

/** What a member is mailed about. */
interface Due {
  readonly memberId: string;
  /** Those lots for which the mail goes out. */
  readonly mail: readonly RecordedLot[];
  /** All of the member that hold points and do not end just then. */
  readonly others: readonly RecordedLot[];
}

/**
 * Mails some members what expires soon: to each one mail about all of it. The lots are marked in the same transaction, so it is
 * queued once, whatever runs or stops.
 */
export async function mailExpiry(work: Work, dues: readonly Due[]): Promise<void> {
  if (dues.length === 0) return;
  const { at } = work;
  const telling = dues.map((due) => {
    const isDue = new Set(due.mail);
    return { ...due, told: due.others.filter((lot) => isDue.has(lot) || joinsMail(lot, at)) };
  });
  const ids = await queueMessages(
    work,
    'expiry',
    telling.map(({ memberId, mail, told }) => tellingOf(work, memberId, mail, told)),
  );
  const steps = telling.flatMap(({ memberId, mail, told }) => {
    const mailId = ids.get(memberId) ?? null;
    // Who can't be mailed, or does not want it, is told in the wallet: until then the points stay.
    const next =
      mailId === null
        ? mail.map((lot) => ({ ...lot, step: lot.step === 3 ? 3 : 2 }) as const)
        : told.map((lot) => ({ ...lot, step: stepAfterMail(lot, at) }));
    return next.map((lot) => stepped(memberId, lot, at, mailId));
  });
  await putSteps(work, steps);
}

function tellingOf(
  { at, context, program }: Work,
  memberId: string,
  due: readonly RecordedLot[],
  told: readonly RecordedLot[],
): Parameters<typeof queueMessages>[2][number] {
  const { publicUrl } = context;
  const days = expiriesOf(asTold(program, told.map(asLot), at), at);
  return {
    memberId,
    // Nothing else is told of the same lot at the same step, but after its end it is told of again.
    cause: due.map(({ id, step }) => `${id}/${step}/${at}`)[0] ?? '',
    worthUntil: Math.max(...told.map(({ expiresAt }) => endAsTold(program, expiresAt, at))),
    compose: (to, { language }, choices) =>
      expiryMail({
        to,
        choices,
        program,
        language,
        days,
        publicUrl,
        url: `${publicUrl}${paths.wallet}`,
      }),
  };
}

/** Tells the administrator that points stay past their day, because their member could not be told. */
export async function reportWaiting(
  work: Work,
  memberId: string,
  lots: readonly RecordedLot[],
): Promise<void> {
  const points = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  const steps = lots.map((lot) => stepped(memberId, { ...lot, step: 3 }, work.at, null));
  await putSteps(work, steps);
  await recordEvent(work, { kind: 'points.waiting', memberId, storeId: null, data: { points } });
}

const stepped = (
  memberId: string,
  lot: RecordedLot,
  at: number,
  mailId: string | null,
): LotStep => ({ memberId, id: lot.id, step: lot.step, lookAt: nextLook(lot, at), mailId });

const asLot = ({ id, remaining, expiresAt, endsAt }: RecordedLot) => ({
  id,
  remaining,
  expiresAt: endsAt ?? expiresAt,
  ...(endsAt === null && { untold: true as const }),
});

// What a member does without buying, told to the server as the page, the till and support do.

import { dayOf, dayText } from '#domain/values/calendar.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { apologise } from '#server/usecases/members/apologise.ts';
import { reportAnswer } from '#server/usecases/occasions/answer-survey.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import { checkIn, showCheckInCode } from '#server/usecases/occasions/check-in.ts';
import { wantNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { reportReview } from '#server/usecases/occasions/report-review.ts';
import { claimPurchase } from '#server/usecases/purchases/claim-purchase.ts';
import { reportUnclaimed } from '#server/usecases/purchases/report-unclaimed.ts';
import { startMembership } from '#server/usecases/purchases/system-memberships.ts';
import { eur } from './goods.ts';
import type { ToldOccasion } from './history.ts';

interface Doer {
  readonly memberId: string;
  /** Begins what must be another one's for each member. */
  readonly name: string;
}

/** Does it now, or again: nothing of it may come twice. */
export async function tellOccasion(
  context: Context,
  { memberId, name }: Doer,
  told: ToldOccasion,
): Promise<void> {
  const own = { memberId, placement: null };
  switch (told.what) {
    case 'visit':
      return visit(context, memberId);
    case 'birthday': {
      const { month, day } = dayOf(context.now(), testProgram.timeZone);
      return changeBirthday(context, own, { birthday: { month, day }, language: 'en' });
    }
    case 'name':
      return changeFirstName(context, own, { firstName: 'Ada', language: 'en' });
    case 'newsletter':
      return wantNewsletter(context, { memberId, language: 'en', place: null });
    case 'apology':
      await apologise(context, { memberId, id: `${name}-sorry`, points: 7, why: { en: 'Sorry' } });
      return;
    case 'claim':
      return claim(context, { memberId, name }, told);
    case 'survey':
      await reportAnswer(context, {
        id: `${name}-answer`,
        memberId,
        survey: 'opinion',
        version: 1,
        answer: 'good',
        storeId: null,
      });
      return;
    case 'review':
      await reportReview(context, {
        reviewId: `${name}-review`,
        memberId,
        product: 'MUG',
        rating: 3,
        writtenAt: told.at,
      });
      return;
    case 'plus':
      await startMembership(
        context,
        {
          member: memberId,
          id: `${name}-plus`,
          what: 'start',
          tierId: 'plus',
          paid: eur(1_900),
          paidAt: told.at,
        },
        'api',
      );
  }
}

/** Each at a till of its own: a till shows one code at a time, and not too many an hour. */
async function visit(context: Context, memberId: string): Promise<void> {
  const at = { tillId: newId(), storeId: 'main', associateId: 'ana' };
  const { code } = await showCheckInCode(context, at);
  await checkIn(context, { memberId, storeId: 'main', code });
}

async function claim(
  context: Context,
  { memberId, name }: Doer,
  { at, minor }: ToldOccasion,
): Promise<void> {
  const till = { tillId: 'main-2', storeId: 'main', associateId: null, language: 'en', once: null };
  const receiptNumber = `${name}-claim`;
  const basket = { total: eur(minor), taxesMinor: 0, lines: [], tenders: [], redemptions: [] };
  await reportUnclaimed(context, till, { receiptNumber, soldAt: at, basket }, () => ({}));
  await claimPurchase(context, {
    memberId,
    storeId: 'main',
    receiptNumber,
    amount: (minor / 100).toFixed(2),
    day: dayText(dayOf(at, testProgram.timeZone)),
  });
}

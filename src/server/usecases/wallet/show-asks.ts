import type { Ask } from '#contract/member.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import { tillOf } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { confirmationEndsAt } from '#domain/redemption/confirmation.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import {
  openConfirmations,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/**
 * The questions that tills are asking a member now. The words come from the server, because a phone's pages hardly ever
 * need them.
 */
export async function showAsks(work: ReadWork, memberId: string, language: string): Promise<Ask[]> {
  const say = everything(isLanguage(language) ? language : 'en');
  const rows = await openConfirmations(work.db, memberId, work.at);
  // A till that has left the program hears no answer.
  const heard = rows.filter((row) => tillOf(work.program, row.till_id));
  return heard.map((row) => {
    const reward = rewardAsAsked(row);
    return {
      id: row.id,
      text: say('ask.sentence', {
        till: tillNameOf(work.program, row.till_id),
        store: storeNameOf(work.program, row.store_id),
        reward: textIn(reward.name, language),
        points: reward.points,
      }),
      yes: say('ask.yes'),
      no: say('ask.no'),
      endsAt: confirmationEndsAt(toConfirmation(row)),
    };
  });
}

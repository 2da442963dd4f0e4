import type { Kysely } from 'kysely';
import type { Ask } from '#contract/member.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/program.ts';
import { confirmationEndsAt } from '#domain/redemption/confirmation.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import {
  openConfirmations,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import type { ProgramInForce } from '#server/usecases/ground/current-program.ts';

/**
 * What tills ask a member now. Said here and not on the phone, so that pages which hardly ever need these words
 * do not carry them.
 */
export async function showAsks(
  db: Kysely<Tables>,
  { program }: ProgramInForce,
  memberId: string,
  { language, at }: { language: string; at: number },
): Promise<Ask[]> {
  const say = everything(isLanguage(language) ? language : 'en');
  const rows = await openConfirmations(db, memberId, at);
  return rows.map((row) => {
    const reward = rewardAsAsked(row);
    return {
      id: row.id,
      text: say('ask.sentence', {
        till: tillNameOf(program, row.till_id),
        store: storeNameOf(program, row.store_id),
        reward: textIn(reward.name, language),
        points: reward.points,
      }),
      yes: say('ask.yes'),
      no: say('ask.no'),
      endsAt: confirmationEndsAt(toConfirmation(row)),
    };
  });
}

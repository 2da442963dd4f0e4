import type { HistoryLine, Wallet } from '#contract/member.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { isGiftGone } from '#server/usecases/sign-in/gift-of-mailbox.ts';
import { joiningGift } from '#server/usecases/sign-in/joining-gift.ts';

/** For so long after joining the wallet says what the first points are, or why there are none. */
const newMs = 24 * 60 * 60_000;

/**
 * What joining gave, in words, or why it gave nothing, as long as nothing else has happened.
 * @param last the latest line of history
 */
export async function showWelcome(
  work: ReadWork,
  member: MemberRow,
  last: HistoryLine | undefined,
  language: string,
): Promise<Pick<Wallet, 'welcome'>> {
  const say = everything(isLanguage(language) ? language : 'en');
  if (last === undefined) {
    return (await isWithout(work, member)) ? { welcome: say('earning.welcome-gone') } : {};
  }
  if (last.what.rule !== 'welcome' || work.at - last.at > newMs) return {};
  return { welcome: say('earning.welcome', { points: last.points }) };
}

/** Whether somebody has joined lately without the gift that others get, because their mailbox has had it. */
async function isWithout(work: ReadWork, member: MemberRow): Promise<boolean> {
  const provedAt = member.first_proved_at;
  if (member.proved_at === null || provedAt === null || work.at - provedAt > newMs) return false;
  if ((await joiningGift(work, member.joined_store_id)) === 0) return false;
  return isGiftGone(work, member);
}

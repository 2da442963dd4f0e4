import type { HistoryLine, Wallet } from '#contract/member.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';

/** For so long after joining the wallet says what the first points are. */
const newMs = 24 * 60 * 60_000;

/** What joining gave, in words, as long as nothing else has happened. @param last the latest line of history */
export function showWelcome(
  last: HistoryLine | undefined,
  at: number,
  language: string,
): Pick<Wallet, 'welcome'> {
  if (last?.what.rule !== 'welcome' || at - last.at > newMs) return {};
  const say = everything(isLanguage(language) ? language : 'en');
  return { welcome: say('earning.welcome', { points: last.points }) };
}

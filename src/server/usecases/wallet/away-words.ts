import type { Wallet } from '#contract/member.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';

const minuteMs = 60_000;

/**
 * Where no poster has said in which shop the member is, they may be at home, where a barcode would run out: they are
 * asked before it begins. The words come along, so that the wallet's script need not carry them.
 */
export function awayWords(
  program: Program,
  storeId: string | null,
  language: string,
): Pick<Wallet, 'away'> {
  if (storeId !== null) return {};
  const spoken = isLanguage(language) ? language : 'en';
  const t = everything(spoken);
  const time = formatOf(spoken, program.timeZone).left(program.voucherMinutes * minuteMs);
  return {
    away: { ask: t('away.ask', { time }), later: t('away.later'), hint: t('away.hint') },
  };
}

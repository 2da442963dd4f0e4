import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';

/** What the phone says about a pool's code until it is settled, while the barcode shows and after; null: nothing. */
export function poolNotice(row: RedemptionRow, language: string): string | null {
  if (row.code_source !== 'pool' || row.state !== 'issued') return null;
  return everything(isLanguage(language) ? language : 'en')('pool.waiting');
}

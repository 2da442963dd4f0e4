import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { plainPage } from './plain-page.ts';

/**
 * The page that people see while the database is away. It needs nothing that failed: no program, no session.
 * @param hint for whoever reads it, member or staff
 */
export function unavailablePage(language: Language, hint: string): string {
  const t = everything(language);
  const inside = `<p>${hint}</p><a href="">${t('outage.retry')}</a>`;
  return plainPage(language, t('outage.title'), inside);
}

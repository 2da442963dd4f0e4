import { escapeHtml } from '#contract/document.ts';
import { paths } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { plainPage } from './plain-page.ts';

/** What the page behind a mail's link says: it asks, again with what is missing; it is done; or the link is too old. */
export type FreezeStep = 'ask' | 'untold' | 'frozen' | 'ended';

/**
 * The page on which whoever reads the mail freezes the membership: opened in any browser, signed in or not.
 * @param shop the program's name, because the page has nothing else of it
 */
export function freezePageIn(language: Language, step: FreezeStep, shop: string): string {
  const t = everything(language);
  const say = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const open = `<a href="${paths.wallet}">${escapeHtml(t('rights.freeze-open'))}</a>`;
  if (step === 'ended') {
    const inside = say(t('rights.freeze-ended-next')) + open;
    return plainPage(language, t('rights.freeze-ended'), inside, shop);
  }
  if (step === 'frozen') {
    return plainPage(language, t('rights.freeze-done'), say(t('rights.freeze-next')) + open, shop);
  }
  const missing =
    step === 'untold' ? `<p role="alert">${escapeHtml(t('rights.freeze-tick'))}</p>` : '';
  // Without an address the form is sent to the page's own.
  const form = `<form method="post"><label><input type="checkbox" name="confirm" value="yes">${escapeHtml(t('rights.freeze-confirm'))}</label>
${missing}<button>${escapeHtml(t('rights.freeze-send'))}</button></form>`;
  return plainPage(language, t('rights.freeze-title'), say(t('rights.freeze-ask')) + form, shop);
}

import type { PageState } from '#contract/page.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Translate } from '#i18n/translate.ts';
import { broughtBy } from '#shopper/api/store.ts';
import type { Page, WordsKnown } from '#shopper/ui/page-context.tsx';

export const languageOf = (state: PageState): Language =>
  isLanguage(state.language) ? state.language : 'en';

export function pageOf(state: PageState, t: Translate, words: WordsKnown): Page {
  const language = languageOf(state);
  // A page of failure may have no program; it shows no times then.
  const timeZone = broughtBy(state, 'visit')?.program.timeZone ?? 'UTC';
  // A kept document of an older version has no `done` and no `form`.
  const { at, refusal, form = null, done = null, formIds, failure } = state;
  return {
    language,
    t,
    words,
    format: formatOf(language, timeZone),
    at,
    refusal,
    form,
    done,
    formIds,
    failure,
    title: '',
  };
}

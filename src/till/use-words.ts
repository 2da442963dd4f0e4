import { useEffect, useState } from 'react';
import { api } from '#contract/links.ts';
import { formatOf } from '#i18n/format.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { loadTillTranslator } from '#i18n/load-till.ts';
import type { Translate } from '#i18n/translate.ts';
import { send } from '#web/client.ts';
import type { Words } from './kit/words.tsx';

export interface ReadyWords {
  readonly language: Language;
  readonly t: Translate<'common' | 'till'>;
}

export const speak = async (language: Language): Promise<ReadyWords> => ({
  language,
  t: await loadTillTranslator(language, 'till'),
});

/** The device's language, and how to change it without losing what is on the screen. */
export function useWordsOf(first: ReadyWords, timeZone: string): Words {
  const [spoken, setSpoken] = useState(first);
  const [heard, setHeard] = useState(first.language);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
    document.documentElement.dir = directionOf(spoken.language);
    document.title = spoken.t('till.title');
  }, [spoken]);
  return {
    ...spoken,
    heard,
    format: formatOf(spoken.language, timeZone),
    change: (language) => {
      // Offline the words may be missing; then the page goes on in its old language.
      speak(language).then(setSpoken, () => {});
      // The server keeps it for the next visit; without an answer it holds until then.
      send(api.language, { language }).then(
        () => setHeard(language),
        () => {},
      );
    },
  };
}

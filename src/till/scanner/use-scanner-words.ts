import { useEffect, useState } from 'react';
import { loadTillTranslator } from '#i18n/load-till.ts';
import type { Translate } from '#i18n/translate.ts';
import { useWords } from '#till/kit/words.tsx';

export type Say = Translate<'common' | 'scanner'>;

/** The words of this page, which the till's other pages do not need; null until they are here. */
export function useScannerWords(): Say | 'unreached' | null {
  const { language } = useWords();
  const [words, setWords] = useState<{ say: Say | 'unreached' } | null>(null);
  useEffect(() => {
    let wanted = true;
    loadTillTranslator(language, 'scanner').then(
      (say) => wanted && setWords({ say }),
      // Without a network a page that has words stays in their language.
      () => wanted && setWords((before) => before ?? { say: 'unreached' }),
    );
    return () => {
      wanted = false;
    };
  }, [language]);
  return words?.say ?? null;
}

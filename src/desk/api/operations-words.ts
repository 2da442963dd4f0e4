import { use } from 'react';
import type { Language } from '#i18n/language.ts';
import { loadOperationsWords, type OperationsTranslate } from '#i18n/load-operations.ts';
import { useWords, type Words } from './words.tsx';

export type OperationsWords = Words & { readonly t: OperationsTranslate };

const loads = new Map<Language, Promise<void>>();

function loadOf(language: Language): Promise<void> {
  const begun = loads.get(language);
  if (begun) return begun;
  const load = loadOperationsWords(language);
  loads.set(language, load);
  // Asked for again at the next try.
  load.catch(() => loads.delete(language));
  return load;
}

/** The words of a later page. It waits until they are there, in whatever language the desk is turned to. */
export function useOperationsWords(): OperationsWords {
  const words = useWords();
  use(loadOf(words.language));
  // One translator a language: it has these words by now.
  return words as OperationsWords;
}

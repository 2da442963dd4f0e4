import { createContext, use } from 'react';
import type { Refusal } from '#domain/refusal.ts';
import type { Format } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { tillSentence } from '#i18n/refusal.ts';
import type { Translate } from '#i18n/translate.ts';

/** What every part of the till page uses for its words. */
export interface Words {
  readonly language: Language;
  readonly t: Translate<'common' | 'till'>;
  readonly format: Format;
  /** The language of the server's answers: the chosen one, when the server has heard of it. */
  readonly heard: Language;
  change(language: Language): void;
}

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('no words around this component');
  return words;
}

/** A function that gives the sentence for a refusal. */
export function useSentence(): (refusal: Refusal) => string {
  const { t, format } = useWords();
  // The till's refusals name tiers already, so a till needs no list of them.
  return (refusal) => tillSentence(t, { format, tierName: (id) => id }, refusal);
}

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
  // A till's name, a day and its time stay on one line: "Till 2 · 28" would be read as a till's name.
  const dateTime = (at: number) => unbroken(format.dateTime(at));
  // The till's refusals name tiers already, so a till needs no list of them.
  const speaker = { format: { ...format, dateTime }, tierName: (id: string) => id };
  return (refusal) =>
    tillSentence(
      t,
      speaker,
      'till' in refusal ? { ...refusal, till: unbroken(refusal.till) } : refusal,
    );
}

const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

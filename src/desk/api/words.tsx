import { createContext, use, useEffect, useState } from 'react';
import { api } from '#contract/links.ts';
import { type Format, formatOf } from '#i18n/format.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { type DeskTranslate, loadDeskTranslator } from '#i18n/load-desk.ts';
import { deskSentence } from '#i18n/refusal.ts';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { PasskeyFault } from './passkey.ts';

export interface ReadyWords {
  readonly language: Language;
  readonly t: DeskTranslate;
}

/** What every part of the desk uses for its words. */
export interface Words extends ReadyWords {
  readonly format: Format;
  change(language: Language): void;
}

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('no words around this component');
  return words;
}

export const speak = async (language: Language): Promise<ReadyWords> => ({
  language,
  t: await loadDeskTranslator(language),
});

/** The browser's language, and how to change it without losing what is on the screen. */
export function useWordsOf(first: ReadyWords, timeZone: string): Words {
  const [spoken, setSpoken] = useState(first);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
    document.documentElement.dir = directionOf(spoken.language);
  }, [spoken]);
  return {
    ...spoken,
    format: formatOf(spoken.language, timeZone),
    change: (language) => {
      // Without an answer the words may be missing; then the page goes on in its old language.
      speak(language).then(setSpoken, () => {});
      // The server keeps it for the next visit; without an answer it holds until then.
      send(api.language, { language }).catch(() => {});
    },
  };
}

/** What went wrong, as a sentence. */
export function useSentence(): (error: unknown) => string {
  const { t, format } = useWords();
  return (error) => {
    if (error instanceof PasskeyFault) return t(`desk.passkey.${error.why}`);
    const failure = failureOf(error);
    switch (failure.kind) {
      case 'refused':
        return deskSentence(t, { format, tierName: (id) => id }, failure.refusal);
      case 'broken':
        return t('error.broken-hint', { id: failure.requestId });
      default:
        return t('offline.action');
    }
  };
}

/** An administrator's own name, or what else acts. */
export function actorIn({ t }: Pick<Words, 't'>, actor: string): string {
  if (actor === 'command line') return t('desk.acts.command-line');
  return actor === 'server' ? t('desk.acts.server') : actor;
}

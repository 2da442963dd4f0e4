import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import { sayFault } from '#i18n/fault.ts';
import type { Translate } from '#i18n/translate.ts';
import { useWords } from './words.tsx';

/** What is wrong in a program's file, as a sentence; for pages that have loaded `loadFaultWords`. */
export function useFaultText(): (fault: Pick<FaultInFile, 'reason' | 'said'>) => string {
  const { t, language } = useWords();
  // One translator a language: it has these words by now.
  const words = t as unknown as Translate<'fault'>;
  return ({ reason, said }) => (language === 'en' ? reason : sayFault(words, said));
}

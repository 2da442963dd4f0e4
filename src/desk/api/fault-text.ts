import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import { sayFault } from '#i18n/fault.ts';
import { usePageWords } from './page-words.ts';

/** What is wrong in a program's file, as a sentence. */
export function useFaultText(): (fault: Pick<FaultInFile, 'reason' | 'said'>) => string {
  const { t, language } = usePageWords<'fault'>();
  return ({ reason, said }) => (language === 'en' ? reason : sayFault(t, said));
}

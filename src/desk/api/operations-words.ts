import type { OperationsTranslate } from '#i18n/load-operations.ts';
import { useWords, type Words } from './words.tsx';

export type OperationsWords = Words & { readonly t: OperationsTranslate };

/** The words of the pages below *Operations*. */
export function useOperationsWords(): OperationsWords {
  // Such a page is drawn when its words are in the language's one translator (`operations-routes.tsx`).
  return useWords() as OperationsWords;
}

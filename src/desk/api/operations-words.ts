import { type PageWords, usePageWords } from './page-words.ts';

export type OperationsWords = PageWords<'operations'>;

/** The words of the pages below *Operations*. */
export const useOperationsWords = usePageWords<'operations'>;

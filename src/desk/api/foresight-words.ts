import { type PageWords, usePageWords } from './page-words.ts';

export type ForesightWords = PageWords<'foresight'>;

/** The words of the pages that say what a change would do. */
export const useForesightWords = usePageWords<'foresight'>;

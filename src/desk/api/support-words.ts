import { type PageWords, usePageWords } from './page-words.ts';

export type SupportWords = PageWords<'support'>;

/** The words of a member's pages that the desk's first page does not wait for. */
export const useSupportWords = usePageWords<'support'>;

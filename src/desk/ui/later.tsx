import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useWords, WordsContext } from '#desk/api/words.tsx';
import { loadPageWords, type PageOfDesk } from '#i18n/load-desk.ts';
import { loadSheet } from './load-sheet.ts';
import { Waiting } from './waiting.tsx';

interface LaterProps {
  /** The page's own, among those that are loaded so. */
  readonly name: string;
  /** The words that it says besides those of every page (`usePageWords`); absent: none. */
  readonly words?: readonly PageOfDesk[];
  /** The address of its own styles; absent: it has those of every page. */
  readonly sheet?: string;
  readonly load: () => Promise<ComponentType>;
}

/** A page whose script, words and styles come when it is opened: the desk's first page waits for none. */
export function Later({ name, words: own, sheet, load }: LaterProps) {
  const words = useWords();
  const { language } = words;
  const page = useQuery({
    queryKey: ['page', name, language],
    queryFn: async () => {
      const [Loaded] = await Promise.all([
        load(),
        sheet && loadSheet(sheet),
        ...(own ?? []).map((page) => loadPageWords(language, page)),
      ]);
      return { Loaded, words };
    },
    // In another language the page stays as it is, in its own words, until those of that language are there.
    placeholderData: (before) => before,
    // What is shown asks again after each act; loaded again, the page would lose what is typed into it.
    staleTime: 'static',
    structuralSharing: false,
  });
  if (!page.data) return <Waiting failure={page.error} onRetry={() => void page.refetch()} />;
  const { Loaded } = page.data;
  return (
    <WordsContext value={page.isPlaceholderData ? page.data.words : words}>
      <Loaded />
    </WordsContext>
  );
}

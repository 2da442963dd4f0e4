import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useWords, WordsContext } from '#desk/api/words.tsx';
import type { Language } from '#i18n/language.ts';
import { Waiting } from './waiting.tsx';

interface LaterProps {
  /** The page's own, among those that are loaded so. */
  readonly name: string;
  readonly load: (language: Language) => Promise<ComponentType>;
}

/** A page whose script and words come when it is opened: the desk's first page waits for neither. */
export function Later({ name, load }: LaterProps) {
  const words = useWords();
  const { language } = words;
  const page = useQuery({
    queryKey: ['page', name, language],
    queryFn: async () => ({ Loaded: await load(language), words }),
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

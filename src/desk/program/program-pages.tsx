import { useQuery } from '@tanstack/react-query';
import { Route, Routes } from 'react-router';
import { useWords } from '#desk/api/words.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { loadPageTranslator } from '#i18n/load-desk.ts';
import { loadFaultWords } from '#i18n/load-fault.ts';
import { DraftPage } from './draft.tsx';
import { ProgramWordsContext } from './editing.ts';
import { Program } from './program.tsx';

/** The pages of the program. They stay while the language changes, and with them what is typed and not saved. */
export function ProgramPages() {
  const { language } = useWords();
  const words = useQuery({
    queryKey: ['words', 'program', language],
    queryFn: async () => {
      const [t] = await Promise.all([
        loadPageTranslator(language, 'program'),
        loadFaultWords(language),
      ]);
      return { t };
    },
    placeholderData: (before) => before,
    staleTime: 'static',
    structuralSharing: false,
  });
  if (!words.data) return <Waiting failure={words.error} onRetry={() => void words.refetch()} />;
  return (
    <ProgramWordsContext value={words.data.t}>
      <Routes>
        <Route path="drafts/:draftId/:part?" element={<DraftPage />} />
        <Route path="*" element={<Program />} />
      </Routes>
    </ProgramWordsContext>
  );
}

import { Fault } from '#till/kit/fault.tsx';
import type { Failure } from '#web/failure.ts';
import { useSentence, useWords } from './words.tsx';

/** What went wrong, as a sentence beside the thing that was tried. */
export function FailureNote({ failure }: { failure: Failure | null }) {
  const { t } = useWords();
  const sentence = useSentence();
  if (!failure) return null;
  return (
    <Fault text={failure.kind === 'refused' ? sentence(failure.refusal) : t('offline.action')} />
  );
}

import type { Failure } from '#app/api/failure.ts';
import { Sign } from '#app/till/frame/sign.tsx';
import { useSentence, useWords } from './words.tsx';

/** What went wrong, in a sentence beside the thing that was tried. */
export function FailureNote({ failure }: { failure: Failure | null }) {
  const { t } = useWords();
  const sentence = useSentence();
  if (!failure) return null;
  const text = failure.kind === 'refused' ? sentence(failure.refusal) : t('offline.action');
  return (
    <p className="note note-no" role="alert">
      <Sign shape="no" />
      <span>{text}</span>
    </p>
  );
}

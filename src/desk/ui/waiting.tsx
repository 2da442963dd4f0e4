import { useSentence, useWords } from '#desk/api/words.tsx';
import { Note } from './note.tsx';

/** While data are on their way, and when they don't come. */
export function Waiting({ failure, onRetry }: { readonly failure: unknown; onRetry(): void }) {
  const { t } = useWords();
  const sentence = useSentence();
  if (!failure) return <p className="soft waiting">{t('common.loading')}</p>;
  return (
    <div className="form">
      <Note bad>{sentence(failure)}</Note>
      <button type="button" className="button quiet" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </div>
  );
}

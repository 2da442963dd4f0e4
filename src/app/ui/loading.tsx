import type { Failure } from '#app/api/failure.ts';
import { failureOf } from '#app/api/failure.ts';
import { Notice } from '#app/ui/failure-text.tsx';
import { usePage } from '#app/ui/page-context.tsx';

type Props = { error: unknown; refetch: () => unknown };

/** Stands where data is not there yet. The skeleton waits 200 ms, so that a quick answer flashes nothing. */
export function Loading({ error, refetch }: Props) {
  const { t } = usePage();
  const failure: Failure | null = error ? failureOf(error) : null;
  if (!failure)
    return (
      <div className="skeleton" role="status">
        <span className="heard">{t('common.loading')}</span>
      </div>
    );
  return (
    <div className="stack">
      <Notice failure={failure} />
      <button type="button" className="button" onClick={() => refetch()}>
        {t('common.retry')}
      </button>
    </div>
  );
}

import { Empty } from '#shopper/ui/empty.tsx';
import { failureText } from '#shopper/ui/failure-text.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import type { Failure } from '#web/failure.ts';
import { failureOf } from '#web/failure.ts';

type Props = { error: unknown; refetch: () => unknown };

/** Shows while data are missing. The skeleton waits 200 ms, so that a quick answer makes no flash. */
export function Loading({ error, refetch }: Props) {
  const page = usePage();
  const { t } = page;
  const failure: Failure | null = error ? failureOf(error) : null;
  if (!failure)
    return (
      <div className="skeleton" role="status">
        <span className="heard">{t('common.loading')}</span>
      </div>
    );
  return (
    <Empty icon="history" alert text={failureText(page, failure)}>
      <button type="button" className="button" onClick={() => refetch()}>
        {t('common.retry')}
      </button>
    </Empty>
  );
}

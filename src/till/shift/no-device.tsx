import { useWords } from '#till/kit/words.tsx';
import { Plain } from './plain.tsx';

export function NoDevice() {
  const { t } = useWords();
  return (
    <Plain title={t('till.no-device')}>
      <p className="plain-text">{t('till.no-device-hint')}</p>
    </Plain>
  );
}

export function Unreached({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords();
  return (
    <Plain title={t('till.unreached')} shape="unsure">
      <p className="plain-text">{t('till.unreached-hint')}</p>
      <button type="button" className="button button-main" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </Plain>
  );
}

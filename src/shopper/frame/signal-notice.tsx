import { useQueryClient } from '@tanstack/react-query';
import { onlinePage } from '#contract/paths.ts';
import { keyOf } from '#shopper/api/query-keys.ts';
import { freshMs } from '#shopper/ui/as-of.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useNow } from '#web/clock.ts';
import { useReach } from '#web/reach.ts';

const everyMs = 20_000;

/** Says that there is no signal, how old the page is, and how to open a network's own sign-in. */
export function SignalNotice() {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  const reach = useReach();
  const away = reach === 'unreached' || reach === 'not-ours';
  const from = useQueryClient().getQueryData(keyOf('wallet'))?.at ?? at;
  return (
    <p className="signal" role="status" hidden={!away}>
      {away && t('offline.banner')}
      {away && now - from > freshMs && ` ${t('common.as-of', { age: format.age(from, now) })}.`}
      {reach === 'not-ours' && <a href={onlinePage}>{t('offline.portal')}</a>}
    </p>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useNow } from '#app/api/clock.ts';
import { useReachable } from '#app/api/reach.ts';
import { usePage } from '#app/ui/page-context.tsx';
import type { Wallet } from '#contract/member.ts';

const everyMs = 20_000;

/** No signal: says so, and from when it is what the page shows. */
export function SignalNotice() {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  const reachable = useReachable();
  const from = useQueryClient().getQueryData<Wallet>(['wallet'])?.at ?? at;
  return (
    <p className="signal" role="status" hidden={reachable}>
      {!reachable && t('offline.banner', { age: format.age(from, now) })}
    </p>
  );
}

import { useNow } from '#web/clock.ts';
import { usePage } from './page-context.tsx';

/** When points are older than this, the page says how old they are. */
export const freshMs = 2 * 60_000;
const everyMs = 30_000;

/** The age of points, beside them, so that old points never look like today's. */
export function AsOf({ from }: { from: number }) {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  if (now - from <= freshMs) return null;
  return <p className="as-of">{t('common.as-of', { age: format.age(from, now) })}</p>;
}

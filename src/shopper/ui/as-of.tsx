import { useNow } from '#web/clock.ts';
import { usePage } from './page-context.tsx';

/** Older than this, what a page says of points says how old it is. */
export const freshMs = 2 * 60_000;
const everyMs = 30_000;

/** Points are never called today's when they are not: stands beside them, and says from when they are. */
export function AsOf({ from }: { from: number }) {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  if (now - from <= freshMs) return null;
  return <p className="as-of">{t('common.as-of', { age: format.age(from, now) })}</p>;
}

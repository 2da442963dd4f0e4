import { usePage } from '#shopper/ui/page-context.tsx';

/** The points to spend now; below zero, they are owed. */
export function Balance({ points, used = false }: { points: number; used?: boolean }) {
  const { t } = usePage();
  if (points < 0) return <p>{t('wallet.debt', { points: -points })}</p>;
  return used ? (
    // After a used voucher, says what comes next.
    <p className="large">{t('voucher.next', { points })}</p>
  ) : (
    <p>{t('voucher.have', { points })}</p>
  );
}

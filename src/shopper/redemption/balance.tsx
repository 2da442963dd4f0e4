import { usePage } from '#shopper/ui/page-context.tsx';

/** What there is to spend now; below zero it is owed. */
export function Balance({ points, used = false }: { points: number; used?: boolean }) {
  const { t } = usePage();
  if (points < 0) return <p>{t('wallet.debt', { points: -points })}</p>;
  return used ? (
    // Only what was given leaves something.
    <p className="large">{t('voucher.next', { points })}</p>
  ) : (
    <p>{t('voucher.have', { points })}</p>
  );
}

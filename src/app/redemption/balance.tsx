import { usePage } from '#app/ui/page-context.tsx';

/** What there is to spend now; below zero it is owed. */
export function Balance({ points, className }: { points: number; className?: string }) {
  const { t } = usePage();
  return (
    <p className={className}>
      {points < 0 ? t('wallet.debt', { points: -points }) : t('voucher.have', { points })}
    </p>
  );
}

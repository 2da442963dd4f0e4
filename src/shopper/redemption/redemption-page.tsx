import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '#contract/paths.ts';
import { isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { useVoucher } from '#shopper/api/queries.ts';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { useAwake } from '#shopper/ui/use-awake.ts';
import { useNow } from '#web/clock.ts';
import { failureOf } from '#web/failure.ts';
import { Ended } from './ended.tsx';
import { Hint } from './hint.tsx';
import { Making } from './making.tsx';
import { Sheet } from './sheet.tsx';
import { Success } from './success.tsx';

const everyMs = 1_000;

/** The voucher for the associate, and then what became of it. */
export function RedemptionPage({
  redemptionId,
  offer,
}: {
  redemptionId: string;
  offer?: ReactNode;
}) {
  const { t, at } = usePage();
  const { data: voucher, error, refetch } = useVoucher(redemptionId);
  const now = useNow(at, everyMs);
  useTitle(voucher?.reward.name ?? t('voucher.scan'));
  const held = voucher?.held && now < voucher.held.until ? voucher.held : null;
  const phase = voucher && phaseAt(voucher, now);
  const scannable = phase !== undefined && isScannable(phase);
  useAwake(scannable);
  if (!voucher || !phase) {
    if (error && failureOf(error).kind === 'refused') return <Unknown />;
    return <Loading error={error} refetch={refetch} />;
  }
  return (
    // A screen reader says what becomes of it, but not the time that runs.
    <div className="voucher" aria-live="polite">
      {scannable && voucher.code ? (
        <>
          <Sheet voucher={voucher} code={voucher.code} held={held} now={now} />
          <Hint />
        </>
      ) : scannable && voucher.notice ? (
        <Making voucher={voucher} notice={voucher.notice} />
      ) : voucher.state === 'redeemed' ? (
        <Success voucher={voucher} offer={offer} now={now} />
      ) : (
        <Ended voucher={voucher} phase={phase} />
      )}
    </div>
  );
}

function Unknown() {
  const { t } = usePage();
  return (
    <section className="stack">
      <h1>{t('refusal.redemption-unknown')}</h1>
      <Link className="button" to={paths.wallet}>
        {t('voucher.to-wallet')}
      </Link>
    </section>
  );
}

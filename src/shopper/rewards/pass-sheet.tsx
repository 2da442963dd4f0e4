import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { RewardOffer } from '#contract/member.ts';
import type { Told } from '#contract/pass.ts';
import { paths } from '#contract/paths.ts';
import { passRepeatMs } from '#domain/pass/pass-step.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { usePass } from '#shopper/api/use-pass.ts';
import { drawPlain } from '#shopper/ui/barcode/draw-plain.ts';
import { Symbols } from '#shopper/ui/barcode/symbols.tsx';
import { Trouble } from '#shopper/ui/barcode/trouble.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { PassHead } from '#shopper/ui/pass-head.tsx';
import { StepLine } from '#shopper/ui/step-line.tsx';
import { useAwake } from '#shopper/ui/use-awake.ts';
import { serverNow } from '#web/clock.ts';
import { useReach } from '#web/reach.ts';
import { useKeptId } from './use-kept-id.ts';

const watchMs = 10_000;

/** The pass that the phone makes without signal, for the associate; and then what the till made of it. */
export function PassSheet({ offer, slot }: { offer: RewardOffer; slot: number }) {
  const { t } = usePage();
  const pass = usePass(slot);
  const told = useTold(slot);
  const number = useWallet().data?.member.number ?? null;
  const reachable = useReach() === 'reached';
  useAwake(!told);
  useUsed(offer, told);
  const text = pass?.kind === 'shown' && !told ? pass.text : null;
  const drawings = useMemo(() => text && drawPlain(text), [text]);
  return (
    <div className="voucher">
      <section className="pass">
        {/* A till may have taken none, and what it made of it is said below. */}
        <PassHead reward={offer} points={told ? 0 : offer.points} />
        {text && drawings && (
          <>
            <Symbols drawings={drawings} digits={text} />
            <StepLine pass={pass} />
          </>
        )}
        {offer.terms && <p className="hint">{offer.terms}</p>}
        <p role="status">{told?.text ?? pass?.said}</p>
        {told ? (
          <Link className="button" to={paths.rewards}>
            {t('rewards.others')}
          </Link>
        ) : (
          // The way with signal is only offered, because an associate may be scanning the pass.
          reachable && (
            <Link className="button plain" to={paths.reward(offer.id)}>
              {t('rewards.use', { points: offer.points })}
            </Link>
          )
        )}
        {drawings && <Trouble drawings={drawings} number={number} />}
      </section>
    </div>
  );
}

/** What a till has said about this reward since its pass was shown. */
function useTold(slot: number): Told | undefined {
  const [since] = useState(serverNow);
  const { data: wallet } = useWallet(watchMs);
  // A redemption a moment earlier counts too: a till would say nothing more about the pass that shows now.
  const isNews = ({ redemptionId, at }: Told) =>
    at >= (redemptionId ? since - passRepeatMs : since);
  return wallet?.told?.find((told) => told.slot === slot && isNews(told));
}

/** A used voucher has a page of its own. */
function useUsed(offer: RewardOffer, told: Told | undefined): void {
  const navigate = useNavigate();
  const { spend } = useKeptId(offer);
  const used = told?.redemptionId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is used is used once.
  useEffect(() => {
    if (!used) return;
    spend();
    void navigate(paths.redemption(used), { replace: true });
  }, [used]);
}

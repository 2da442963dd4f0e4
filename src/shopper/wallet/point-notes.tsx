import type { Wallet } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** A later day needs its year: without it, it looks near. */
const soonMs = 90 * 24 * 60 * 60_000;

/** Whether somebody should read it before they choose a reward. */
export const isUrgent = ({ at, balance, expiring, pending = [] }: Wallet): boolean =>
  balance < 0 || pending.length > 0 || (expiring !== null && expiring.at - at < soonMs);

/** What the number on the card does not say: points that are owed, on their way, or about to expire; and the tier. */
export function PointNotes({ wallet }: { wallet: Wallet }) {
  const { t, format } = usePage();
  const { balance, expiring, expiries, keeps, pending = [] } = wallet;
  const dayOf = (at: number) => (at - wallet.at > soonMs ? format.date : format.day)(at);
  if (balance >= 0 && pending.length === 0 && !expiring && !keeps) return null;
  return (
    <div className="notes">
      {balance < 0 && <p>{t('wallet.debt', { points: -balance })}</p>}
      {pending.map(({ points, availableAt }) => (
        <p key={availableAt}>{t('history.pending', { points, date: dayOf(availableAt) })}</p>
      ))}
      {expiring && (
        <p>
          {t('wallet.expiring', {
            points: expiring.points,
            // They end at midnight, so the last day to spend them is the one before.
            date: dayOf(expiring.at - 1),
          })}
        </p>
      )}
      {keeps && <p>{keeps}</p>}
      {expiries && (
        <details>
          <summary>{expiries.heading}</summary>
          {expiries.days.map(({ points, at }) => (
            <p key={at}>{t('wallet.expiring', { points, date: format.date(at - 1) })}</p>
          ))}
        </details>
      )}
    </div>
  );
}

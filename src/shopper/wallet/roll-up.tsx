import { useEffect, useState } from 'react';
import { useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';

/** The balance that this window has shown last, also before another page was opened. */
let shown: number | undefined;

const rollMs = 1_500;

/**
 * Points that have come roll up on the card. The number on it is the true one at once; what moves is drawn by the sheet
 * from what stands beside it (`moments.css`), and a screen reader hears the new number once.
 */
export function RollUp() {
  const { t, format } = usePage();
  const balance = useWallet().data?.balance;
  const [said, say] = useState('');
  const scripts = useScripts();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the number matters.
  useEffect(() => {
    const before = shown;
    shown = balance;
    if (balance === undefined || before === undefined || balance <= before) return;
    say(t('wallet.points', { points: balance }));
    const figure = document.querySelector<HTMLElement>('.card .balance');
    if (!figure) return;
    figure.dataset.was = format.number(before);
    figure.dataset.more = `+${format.number(balance - before)}`;
    const timer = setTimeout(() => delete figure.dataset.was, rollMs);
    return () => {
      clearTimeout(timer);
      delete figure.dataset.was;
    };
  }, [balance]);
  // The server draws nothing here: the script of this part comes after the page's own.
  return (
    scripts && (
      <p className="heard" role="status">
        {said}
      </p>
    )
  );
}

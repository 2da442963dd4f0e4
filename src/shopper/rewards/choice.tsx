import { useEffect, useState } from 'react';
import type { RewardOffer } from '#contract/member.ts';
import type { RangeFace } from '#contract/reward-range.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptInTab } from '#web/browser-storage.ts';

/**
 * How many points the member chose, and how to choose others. It is kept for this tab, so that a page that is loaded
 * again shows no pass for another amount.
 */
export function useChoice(rewardId: string): [number | undefined, (points: number) => void] {
  const [points, setPoints] = useState<number>();
  const place = `points ${rewardId}`;
  useEffect(() => {
    const kept = keptInTab.read(place);
    if (kept) setPoints(Number(kept));
  }, [place]);
  const choose = (chosen: number) => {
    keptInTab.write(place, String(chosen));
    setPoints(chosen);
  };
  return [points, choose];
}

/** The offer at the price that was chosen; the least if the balance does not reach that any more. */
export function offerAt(offer: RewardOffer, points: number | undefined, balance: number) {
  const { range, slot: _, ...rest } = offer;
  const [least, ...more] = range?.choices ?? [];
  if (!range || !least || offer.worth.kind !== 'amount-off') return offer;
  const chosen = more.find((one) => one.points === points && one.points <= balance) ?? least;
  const { amount, ...price } = chosen;
  return { ...rest, ...price, range, worth: { ...offer.worth, amount } };
}

/** A native list of steps: with keys, by voice and without scripts. */
export function ChoiceField({
  range,
  points,
  balance,
  choose,
}: {
  range: RangeFace;
  points: number;
  balance: number;
  choose: (points: number) => void;
}) {
  const { t, format } = usePage();
  return (
    <label className="field">
      {range.label}
      <select
        name="points"
        value={points}
        onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
      >
        {range.choices.map((one) => (
          <option key={one.points} value={one.points} disabled={one.points > balance}>
            {`${format.money(one.amount)} · ${t('wallet.points', { points: one.points })}`}
          </option>
        ))}
      </select>
    </label>
  );
}

import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import type { RewardOffer } from '#contract/member.ts';
import type { RangeFace } from '#contract/reward-range.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptInTab } from '#web/browser-storage.ts';

/**
 * How many points the member chose, and how to choose others. It is kept for this tab, so that a page that is loaded
 * again shows no pass for another amount.
 */
export function useChoice(rewardId: string): [number | undefined, (points: number) => void] {
  const place = `points ${rewardId}`;
  const [chosen, setChosen] = useState<{ place: string; points: number }>();
  // Known at the first drawing, because a pass that is on the screen stays as it was drawn. The document knows no choice.
  const kept = useSyncExternalStore(
    neverChanges,
    () => keptInTab.read(place),
    () => null,
  );
  const choose = (points: number) => {
    keptInTab.write(place, String(points));
    setChosen({ place, points });
  };
  if (chosen?.place === place) return [chosen.points, choose];
  return [kept ? Number(kept) : undefined, choose];
}

const neverChanges = () => () => {};

/** The offer at the price that was chosen; the least if the balance does not reach that any more. */
export function offerAt(offer: RewardOffer, points: number | undefined, balance: number) {
  const { range, slot: _, ...rest } = offer;
  const [least, ...more] = range?.choices ?? [];
  if (!range || !least || offer.worth.kind !== 'amount-off') return offer;
  // Where that price is gone, the next lower one.
  const near = more.filter((one) => one.points <= (points ?? 0)).at(-1) ?? least;
  const chosen = near.points <= balance ? near : least;
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
  const list = useRef<HTMLSelectElement>(null);
  const takeOver = useEffectEvent(() => {
    const before = Number(list.current?.value);
    if (before !== points) choose(before);
  });
  // What was chosen before the app ran stands in the list.
  useEffect(() => takeOver(), []);
  return (
    <label className="field">
      {range.label}
      <select
        ref={list}
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

import { Link, useLocation } from 'react-router';
import type { RewardOffer } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { why } from '#shopper/ui/failure-text.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** As many beads as a narrow phone has room for, and how many of them are reached already. */
const beads = { shown: 5, reached: 2 };

interface Props {
  readonly rewards: readonly RewardOffer[];
  readonly balance: number;
}

/** The nearest reward that lacks nothing but points, and the prices on the way as beads on a line. */
export function Goals({ rewards, balance }: Props) {
  const page = usePage();
  const { pathname } = useLocation();
  const goal = rewards.find(({ refusal }) => refusal?.key === 'points-short');
  if (!goal?.refusal) return null;
  return (
    <Link className="panel goals" to={paths.reward(goal.id)} state={pathname}>
      <span>
        <b>{why(page, goal.refusal)}</b> ·{'\u00a0'}
        <bdi>{goal.name}</bdi>
      </span>
      <span className="beads" aria-hidden="true">
        {pricesAround(rewards, balance).map((points) => (
          <i key={points} className={points > balance ? '' : 'had'}>
            {page.format.number(points)}
          </i>
        ))}
      </span>
    </Link>
  );
}

function pricesAround(rewards: readonly RewardOffer[], balance: number): readonly number[] {
  const prices = rewards
    .filter(({ points, refusal }) => points > 0 && (!refusal || refusal.key === 'points-short'))
    .map(({ points }) => points);
  const line = [...new Set(prices)].sort((a, b) => a - b);
  const reached = line.filter((points) => points <= balance).length;
  const from = Math.min(reached - beads.reached, line.length - beads.shown);
  return line.slice(Math.max(0, from)).slice(0, beads.shown);
}

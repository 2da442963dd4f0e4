import { type Program, type Reward, storesWith } from './program.ts';
import { choicesAtMost } from './reward-range.ts';

/** Where the instruction says the amount that a member chose. */
export const worthPlace = '{worth}';

interface RangeFault {
  readonly path: readonly string[];
  readonly reason: string;
}

/** What is wrong with a reward's range, from the reward on; null: nothing, or it has none. */
export function rangeFault(program: Program, reward: Reward): RangeFault | null {
  const { points, range, worth, instruction } = reward;
  if (!range) return null;
  const said = (key: string, reason: string): RangeFault => ({ path: ['range', key], reason });
  if (worth.kind !== 'amount-off') {
    return {
      path: ['range'],
      reason: `goes with an amount-off only: a ${worth.kind} has no steps`,
    };
  }
  if (points === 0) return { path: ['points'], reason: 'must be above 0, where a range begins' };
  if (range.to <= points) return said('to', `must be above the points it begins with, ${points}`);
  if ((range.to - points) % range.step !== 0) {
    return said('to', `can't be reached from ${points} in whole steps of ${range.step}`);
  }
  if ((range.to - points) / range.step + 1 > choicesAtMost) {
    return said('step', `makes more than ${choicesAtMost} choices: take a larger one`);
  }
  if (range.addsMinor === 0) return said('adds', 'must be above 0');
  for (const [language, text] of Object.entries(instruction)) {
    if (text?.includes(worthPlace)) continue;
    const reason = `(${language}) must say ${worthPlace}, where the associate reads the amount that was chosen`;
    return { path: ['instruction'], reason };
  }
  const pool = storesWith(program, reward).find(({ way }) => way === 'pool');
  return pool
    ? {
        path: ['range'],
        reason: `a code of the pool in "${pool.id}" has one worth: list the reward's stores without it`,
      }
    : null;
}

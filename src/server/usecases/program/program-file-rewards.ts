import type { ProgramFile } from '#contract/program-file.ts';
import type { Reward, Worth } from '#domain/program/program.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import type { Text } from '#domain/program/text.ts';
import { instantOf, minuteOf } from './program-file-times.ts';

type Path = ProgramFault['path'];
type FileReward = ProgramFile['rewards'][number];

/** How the reader of the whole file reads parts of it. */
interface Reader {
  readonly timeZone: string;
  minor(text: string, path: Path): number;
  words(words: FileReward['name'], path: Path): Text;
  fault(path: Path, reason: string): void;
}

/** A reward of the file in the domain's values. */
export function rewardIn(reward: FileReward, path: Path, reader: Reader): Reward {
  const { 'per-member': limit, minimum, days, hours } = reward;
  return {
    id: reward.id,
    name: reader.words(reward.name, [...path, 'name']),
    ...(reward.about && { about: reader.words(reward.about, [...path, 'about']) }),
    instruction: reader.words(reward.instruction, [...path, 'instruction']),
    worth: worthOf(reward.worth, [...path, 'worth'], reader),
    ...(reward.icon && { icon: reward.icon }),
    points: Number(reward.points),
    ...(reward.tier !== undefined && { tier: reward.tier }),
    ...(reward.stores && { stores: reward.stores }),
    ...datesOf(reward, reader),
    ...(days && { days }),
    ...(hours && { hours: { from: minuteOf(hours.from), until: minuteOf(hours.until) } }),
    ...(minimum !== undefined && { minimumMinor: reader.minor(minimum, [...path, 'minimum']) }),
    ...(reward.stock !== undefined && { stock: Number(reward.stock) }),
    ...(limit && { perMember: { count: Number(limit.count), every: limit.every } }),
  };
}

function datesOf(
  { from, until, early }: FileReward,
  { timeZone }: Reader,
): Pick<Reward, 'from' | 'until' | 'early'> {
  return {
    ...(from !== undefined && { from: instantOf(from, timeZone, 0) }),
    // People mean "through that day": it ends when the next day begins.
    ...(until !== undefined && { until: instantOf(until, timeZone, 1) }),
    ...(early && {
      early: early.map((one) => ({ tier: one.tier, from: instantOf(one.from, timeZone, 0) })),
    }),
  };
}

function worthOf(worth: FileReward['worth'], path: Path, reader: Reader): Worth {
  const { kind, amount, percent, product } = worth;
  const wanted = {
    'amount-off': 'amount',
    'percent-off': 'percent',
    'free-product': 'product',
    perk: '',
  };
  for (const key of ['amount', 'percent', 'product'] as const) {
    const given = worth[key] !== undefined;
    if (given && wanted[kind] !== key) reader.fault([...path, key], `does not go with ${kind}`);
    if (!given && wanted[kind] === key)
      reader.fault([...path, key], `is missing: ${kind} needs it`);
  }
  switch (kind) {
    case 'amount-off': {
      const minor = reader.minor(amount ?? '1', [...path, 'amount']);
      if (minor === 0) reader.fault([...path, 'amount'], 'must be above 0');
      return { kind, minor };
    }
    case 'percent-off':
      return { kind, percent: Number(percent) };
    case 'free-product':
      return { kind, product: reader.words(product ?? '-', [...path, 'product']) };
    case 'perk':
      return { kind };
  }
}

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
  const { 'per-member': limit, minimum, days, hours, range } = reward;
  return {
    id: reward.id,
    name: reader.words(reward.name, [...path, 'name']),
    ...(reward.about && { about: reader.words(reward.about, [...path, 'about']) }),
    instruction: reader.words(reward.instruction, [...path, 'instruction']),
    worth: worthOf(reward.worth, [...path, 'worth'], reader),
    ...(reward.icon && { icon: reward.icon }),
    points: Number(reward.points),
    ...(range && {
      range: {
        to: Number(range.to),
        step: Number(range.step),
        addsMinor: reader.minor(range.adds, [...path, 'range', 'adds']),
      },
    }),
    ...(reward.tier !== undefined && { tier: reward.tier }),
    ...(reward.segments && { segments: reward.segments }),
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

/** What each kind of worth needs of its own. */
const worthKeys = {
  'amount-off': ['amount'],
  'percent-off': ['percent'],
  'free-product': ['product'],
  'free-shipping': [],
  experience: ['place', 'booking'],
  perk: [],
} as const satisfies Readonly<
  Record<FileReward['worth']['kind'], readonly (keyof FileReward['worth'])[]>
>;

function worthOf(worth: FileReward['worth'], path: Path, reader: Reader): Worth {
  const { kind } = worth;
  const wanted: readonly string[] = worthKeys[kind];
  for (const key of Object.values(worthKeys).flat()) {
    const given = worth[key] !== undefined;
    if (given && !wanted.includes(key)) reader.fault([...path, key], `does not go with ${kind}`);
    if (!given && wanted.includes(key)) {
      reader.fault([...path, key], `is missing: ${kind} needs it`);
    }
  }
  const words = (key: 'product' | 'place' | 'booking') =>
    reader.words(worth[key] ?? '-', [...path, key]);
  switch (kind) {
    case 'amount-off': {
      const minor = reader.minor(worth.amount ?? '1', [...path, 'amount']);
      if (minor === 0) reader.fault([...path, 'amount'], 'must be above 0');
      return { kind, minor };
    }
    case 'percent-off':
      return { kind, percent: Number(worth.percent) };
    case 'free-product':
      return { kind, product: words('product') };
    case 'experience':
      return { kind, place: words('place'), booking: words('booking') };
    case 'free-shipping':
    case 'perk':
      return { kind };
  }
}

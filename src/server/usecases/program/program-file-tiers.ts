import type { ProgramFile } from '#contract/program-file.ts';
import type { Tier } from '#domain/program/program.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import type { TierRule } from '#domain/program/tier-rule.ts';
import { readDecimal } from '#domain/values/money.ts';

type Path = ProgramFault['path'];

/** How the values of a tier are read. */
interface Readers {
  minor(amount: string, path: Path): number;
  fault(path: Path, reason: string): void;
}

/** The rule of tiers; absent where the file has none. */
export function tierSettings({ 'tier-rule': rule }: ProgramFile): { tierRule?: TierRule } {
  if (!rule) return {};
  const { months, ...words } = rule;
  return { tierRule: { ...words, ...(months !== undefined && { months: Number(months) }) } };
}

/** What reaches and keeps a tier: an amount, or so many points or visits. */
export function tierLimits(
  file: ProgramFile,
  { from, keep }: ProgramFile['tiers'][number],
  path: Path,
  readers: Readers,
): Pick<Tier, 'fromMinor' | 'keepMinor'> {
  const by = file['tier-rule']?.by ?? 'spend';
  const read = (text: string, key: string) => {
    if (by === 'spend') return readers.minor(text, [...path, key]);
    const count = readDecimal(text, 0);
    if (count === null) readers.fault([...path, key], `must be a whole number of ${by}`);
    return count ?? 0;
  };
  return {
    fromMinor: read(from, 'from'),
    ...(keep !== undefined && { keepMinor: read(keep, 'keep') }),
  };
}

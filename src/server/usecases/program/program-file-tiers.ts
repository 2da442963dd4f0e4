import type { ProgramFile } from '#contract/program-file.ts';
import type { Tier } from '#domain/program/program.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import { neverReached, type TierRule } from '#domain/program/tier-rule.ts';
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

/** What reaches and keeps a tier: an amount, so many points or visits, or an invitation. */
export function tierLimits(
  file: ProgramFile,
  { from, keep, 'by-invitation': invited }: ProgramFile['tiers'][number],
  path: Path,
  readers: Readers,
): Pick<Tier, 'fromMinor' | 'keepMinor' | 'invitation'> {
  if (invited === 'true') {
    const given = { from, keep };
    for (const key of ['from', 'keep'] as const) {
      if (given[key] === undefined) continue;
      readers.fault(
        [...path, key],
        'does not go with by-invitation: nothing that is bought reaches it',
      );
    }
    return { fromMinor: neverReached, invitation: true };
  }
  if (from === undefined) {
    readers.fault([...path, 'from'], 'is missing');
    return { fromMinor: 0 };
  }
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

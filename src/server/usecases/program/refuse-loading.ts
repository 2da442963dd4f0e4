import type { Program } from '#domain/program/program.ts';
import type { Refusal } from '#domain/refusal.ts';
import { someMember } from '#server/storage/people/members.ts';
import { loadingAt, loadingsAfter, programAsLoaded } from '#server/storage/program/programs.ts';
import { isTierInUse } from '#server/storage/program/tiers-in-use.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/**
 * What holds and will: the version in force and those that wait for their days. It changes with each loading, taking
 * back and beginning, so that whoever saw one knows whether another holds by now.
 */
export async function scheduleOf({ db, at }: Pick<Work, 'db' | 'at'>): Promise<string> {
  const inForce = await loadingAt(db, at);
  const waiting = await loadingsAfter(db, at);
  return [inForce?.version ?? 0, ...waiting.map(({ version }) => version)].join('.');
}

/** @throws ProgramFault when something else holds than somebody saw */
export async function refuseOther(work: Work, seen: string): Promise<void> {
  const onto = await scheduleOf(work);
  if (onto === seen) return;
  throw new ProgramFault('Another program was loaded, taken back or begun meanwhile.', {
    key: 'desk-program-changed',
    onto,
  });
}

/** Thrown when a program can't be loaded, or not taken back. The message says why at the command line. */
export class ProgramFault extends Error {
  /** The same for the desk. */
  readonly refusal: Refusal;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.refusal = refusal;
  }
}

/** A year that was mistyped is more likely than a program for then. */
const aheadAtMostMs = 2 * 366 * 24 * 60 * 60_000;

/** Refuses a beginning in the past, or further ahead than anybody plans. */
export function refuseDay({ at }: Work, beginsAt: number): void {
  if (beginsAt <= at) {
    throw new ProgramFault(
      '--from: that time has passed, and what was sold since then keeps the rules of its own time. Say a day to come, or leave --from out to begin now.',
      { key: 'desk-program-day', fault: 'past' },
    );
  }
  if (beginsAt > at + aheadAtMostMs) {
    throw new ProgramFault('--from: that is more than two years ahead. Say an earlier day.', {
      key: 'desk-program-day',
      fault: 'far',
    });
  }
}

/** Refuses another currency. Amounts are stored in the old one, so members would gain or lose tiers. */
export async function refuseOtherCurrency(
  work: Work,
  inForce: Program,
  { currency }: Program,
): Promise<void> {
  if (inForce.currency === currency || !(await someMember(work.db))) return;
  throw new ProgramFault(
    `currency: members have joined and spent in ${inForce.currency}, so it can't become ${currency}`,
    { key: 'desk-program-currency', was: inForce.currency },
  );
}

/** Tiers that may go, by their ids; `all`: whichever do. */
export type AcceptedTiers = readonly string[] | 'all';

interface Losing {
  readonly program: Program;
  readonly accepted: AcceptedTiers;
}

/** Refuses to lose a tier that members have stood in: their history names it by its id for ever. */
export async function refuseLostTier(work: Work, inForce: Program, losing: Losing): Promise<void> {
  for (const id of lostTiers(inForce, losing)) {
    if (!(await isTierInUse(work.db, id))) continue;
    throw new ProgramFault(
      `tiers: members have stood in "${id}", which the file no longer has. Keep its id and change its name, or load it with --accept when the tier is to go.`,
      { key: 'desk-program-tier', tierId: id },
    );
  }
}

/** The same for a day to come, until which somebody may join, or stand in any tier. */
export function refuseChange(before: Program, losing: Losing): void {
  const { program } = losing;
  if (before.currency !== program.currency) {
    throw new ProgramFault(
      `currency: members may have spent in ${before.currency} until that day, so it can't become ${program.currency}`,
      { key: 'desk-program-currency', was: before.currency },
    );
  }
  const [lost] = lostTiers(before, losing);
  if (lost === undefined) return;
  throw new ProgramFault(
    `tiers: members may stand in "${lost}" until that day, and the file no longer has it. Keep its id and change its name, or load it with --accept when the tier is to go.`,
    { key: 'desk-program-tier', tierId: lost },
  );
}

/** The tiers that go and may not. */
function lostTiers(before: Program, { program: { tiers }, accepted }: Losing): string[] {
  if (accepted === 'all') return [];
  const ids = before.tiers.map(({ id }) => id);
  return ids.filter((id) => !accepted.includes(id) && !tiers.some((tier) => tier.id === id));
}

/** Refuses a currency that a program for a day to come would change. */
export async function refuseUnlikeNext(work: Work, { currency }: Program): Promise<void> {
  for (const one of await loadingsAfter(work.db, work.at)) {
    if ((await programAsLoaded(work.db, one.version)).currency === currency) continue;
    throw new ProgramFault(
      `currency: version ${one.version}, which has yet to begin, is in another one. Withdraw it first: npm run admin -- program --withdraw ${one.version}`,
      { key: 'desk-program-waits', version: one.version },
    );
  }
}

import { scannerFaultsOf } from '#domain/scan/scanner-fault.ts';
import { opensWithin } from '#domain/values/weekly-hours.ts';
import { earningFaults } from './earning-fault.ts';
import { isMintWorth } from './mint-worth.ts';
import { namedFactFaults } from './named-fact.ts';
import { type Program, type Reward, storesWith } from './program.ts';
import { rangeFault } from './range-fault.ts';
import { reachesTier } from './tier.ts';
import { tierFaults } from './tier-fault.ts';

/** A fault in a program's file: the place (a path of keys and indexes) and what is wrong. */
export interface ProgramFault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** Faults that a schema can't find: ids used twice, references to nothing, tiers that do not rise. */
export function faultsOf(program: Program): ProgramFault[] {
  return [
    ...twice(
      program.tiers.map(({ id }) => id),
      (index) => ['tiers', index, 'id'],
    ),
    ...tierFaults(program),
    ...storeFaults(program),
    ...claimFaults(program),
    ...forgettingFaults(program),
    ...earningFaults(program).map(
      ({ index, path, reason }): ProgramFault => ({ path: ['earning', index, ...path], reason }),
    ),
    ...namedFactFaults(program),
    ...rewardFaults(program),
    ...mintFaults(program),
  ];
}

function claimFaults({ claims, lateSalesDays }: Program): ProgramFault[] {
  if (!claims || lateSalesDays === undefined || claims.days <= lateSalesDays) return [];
  const reason = `must not be more than late-sales-days, ${lateSalesDays}: an older sale earns nothing`;
  return [{ path: ['claims', 'days'], reason }];
}

function forgettingFaults({ forgetAfterMonths, pointsLastMonths }: Program): ProgramFault[] {
  if (forgetAfterMonths === undefined || forgetAfterMonths >= pointsLastMonths) return [];
  const reason = `must not be less than points-last-months, ${pointsLastMonths}: points end before their member is forgotten`;
  return [{ path: ['forget-after-months'], reason }];
}

function storeFaults({ stores }: Program): ProgramFault[] {
  const places = stores.flatMap((store, s) =>
    store.posters.map((poster, p) => ({
      placement: poster.placement,
      path: ['stores', s, 'posters', p, 'placement'],
    })),
  );
  const tills = stores.flatMap((store, s) =>
    store.tills.map((till, t) => ({ id: till.id, path: ['stores', s, 'tills', t, 'id'] })),
  );
  const without = stores.flatMap((store, s): ProgramFault[] => {
    const mints = store.way === 'mint';
    if (mints && !store.mint) {
      return [
        { path: ['stores', s, 'mint'], reason: 'is missing: whose discounts are made there?' },
      ];
    }
    if (!mints && store.mint) {
      return [{ path: ['stores', s, 'mint'], reason: 'goes with the way "mint" only' }];
    }
    return [];
  });
  const unreadable = stores.flatMap(({ scanner }, s) =>
    (scanner ? scannerFaultsOf(scanner) : []).map(({ part, reason }) => ({
      path: ['stores', s, 'scanner', part],
      reason,
    })),
  );
  return [
    ...without,
    ...unreadable,
    ...twice(
      stores.map((store) => store.id),
      (index) => ['stores', index, 'id'],
    ),
    ...twice(
      places.map((one) => one.placement),
      (index) => places[index]?.path ?? [],
    ),
    ...twice(
      tills.map((one) => one.id),
      (index) => tills[index]?.path ?? [],
    ),
  ];
}

function rewardFaults(program: Program): ProgramFault[] {
  const { rewards, tiers, stores } = program;
  const faults = twice(
    rewards.map((reward) => reward.id),
    (index) => ['rewards', index, 'id'],
  );
  rewards.forEach((reward, index) => {
    if (reward.tier !== undefined && !tiers.some((tier) => tier.id === reward.tier)) {
      faults.push({
        path: ['rewards', index, 'tier'],
        reason: `there is no tier "${reward.tier}"`,
      });
    }
    reward.stores?.forEach((id, s) => {
      if (!stores.some((store) => store.id === id)) {
        faults.push({ path: ['rewards', index, 'stores', s], reason: `there is no store "${id}"` });
      }
    });
    if (reward.from !== undefined && reward.until !== undefined && reward.until <= reward.from) {
      faults.push({ path: ['rewards', index, 'until'], reason: 'it ends before it begins' });
    } else if (!meetsItsHours(reward, program.timeZone)) {
      const reason = 'nobody can have it: none of its days and hours is between from and until';
      faults.push({ path: ['rewards', index, 'until'], reason });
    }
    faults.push(...earlyFaults(program, reward, ['rewards', index, 'early']));
    const wrong = rangeFault(program, reward);
    if (wrong) faults.push({ ...wrong, path: ['rewards', index, ...wrong.path] });
  });
  return faults;
}

/** Whether anybody can have it: of two days that are no Monday, no reward of Mondays is left. */
function meetsItsHours(reward: Reward, timeZone: string): boolean {
  const { from, until, early = [] } = reward;
  if (from === undefined || until === undefined) return true;
  const first = Math.min(from, ...early.map((one) => one.from));
  return opensWithin(reward, { from: first, until }, timeZone);
}

/** Early access that nobody gets, or that is not early. */
function earlyFaults(
  program: Program,
  { early = [], from, tier }: Reward,
  path: ProgramFault['path'],
): ProgramFault[] {
  if (early.length > 0 && from === undefined) {
    return [{ path, reason: 'needs a from, before which these tiers may have it' }];
  }
  return early.flatMap((one, index): ProgramFault[] => {
    const known = program.tiers.some(({ id }) => id === one.tier);
    if (!known) {
      return [{ path: [...path, index, 'tier'], reason: `there is no tier "${one.tier}"` }];
    }
    if (tier !== undefined && !reachesTier(program, one.tier, tier)) {
      return [{ path: [...path, index, 'tier'], reason: `the reward is for "${tier}" and above` }];
    }
    return from !== undefined && one.from >= from
      ? [{ path: [...path, index, 'from'], reason: 'is not before the from of the reward' }]
      : [];
  });
}

/** Rewards that a vendor's POS can't make, offered in a store where it would have to. */
function mintFaults(program: Program): ProgramFault[] {
  return program.rewards.flatMap((reward, index): ProgramFault[] => {
    const store = storesWith(program, reward).find(({ way }) => way === 'mint');
    if (!store) return [];
    if (reward.minimumMinor !== undefined) {
      const reason = `a discount in "${store.id}" asks for no minimum: list the reward's stores without it`;
      return [{ path: ['rewards', index, 'minimum'], reason }];
    }
    if (isMintWorth(reward.worth)) return [];
    const { kind } = reward.worth;
    const reason = `a ${kind} can't be made as a discount in "${store.id}": list the reward's stores without it`;
    return [{ path: ['rewards', index, 'worth'], reason }];
  });
}

function twice(
  ids: readonly string[],
  pathAt: (index: number) => readonly (string | number)[],
): ProgramFault[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ path: pathAt(index), reason: `"${id}" is used twice` }] : [],
  );
}

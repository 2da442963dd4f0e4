import { type Program, type Store, storesWith } from '#domain/program/program.ts';
import type { AuditFacts } from './facts.ts';
import { type AuditFinding, type FindingKey, found, inProgram, when } from './finding.ts';
import { plain } from './same-names.ts';

/** Stores where somebody who comes can't join, be recognised or redeem. */
export function storeFindings(program: Program, facts: AuditFacts): AuditFinding[] {
  const { stores } = program;
  return [
    ...stores.flatMap((store, index) => [
      ...paperAndPeople(store, index, facts),
      ...tillsOf(store, index, facts),
      ...poolsOf(program, store, facts),
      ...when(store.way === 'mint' && !facts.connectedStores.has(store.id), () =>
        found(
          'store-not-connected',
          { at: 'command', command: `connect ${store.id} ${store.mint ?? ''}`.trim() },
          { store: store.name },
        ),
      ),
    ]),
    ...twiceNamed('stores-same-name', stores, (index) => ['stores', index, 'name']),
  ];
}

/** Whether associates take vouchers on our own page there. */
const hasOurPage = ({ way = 'page' }: Store): boolean => way === 'page';

function paperAndPeople(
  store: Store,
  index: number,
  { associates, at }: AuditFacts,
): AuditFinding[] {
  const people = associates.get(store.id) ?? [];
  const there = { at: 'store', storeId: store.id } as const;
  const values = { store: store.name };
  const ours = hasOurPage(store);
  return [
    ...when(store.posters.length === 0, () =>
      found('store-without-poster', inProgram('stores', index, 'posters'), values),
    ),
    ...when(ours && people.length === 0, () => found('store-without-associate', there, values)),
    ...when(ours && people.length === 1, () =>
      found('store-with-one-associate', there, { ...values, name: people[0]?.name ?? '' }),
    ),
    ...people.flatMap(({ name, lockedUntil }) =>
      when(lockedUntil > at, () => found('associate-locked', there, { ...values, name })),
    ),
  ];
}

/** A till needs a device of ours where associates use our page, and a key where the POS asks or reports. */
function tillsOf(store: Store, index: number, facts: AuditFacts): AuditFinding[] {
  const there = { at: 'store', storeId: store.id } as const;
  const ours = hasOurPage(store);
  return [
    ...store.tills.flatMap(({ id, name }) => {
      const values = { store: store.name, till: name };
      const [keyed, enrolled] = [facts.tillsWithKey.has(id), facts.tillsWithDevice.has(id)];
      return [
        ...when(ours && !enrolled, () => found('till-without-device', there, values)),
        ...when(store.way === 'ask' && !keyed, () => found('till-without-key', there, values)),
      ];
    }),
    ...twiceNamed('tills-same-name', store.tills, (at) => ['stores', index, 'tills', at, 'name'], {
      store: store.name,
    }),
  ];
}

/** What a store's tills know is a pool's codes: without one, a reward can't be had there. */
function poolsOf(program: Program, store: Store, { pools }: AuditFacts): AuditFinding[] {
  if (store.way !== 'pool') return [];
  const here = program.rewards.filter((reward) => storesWith(program, reward).includes(store));
  return here.flatMap((reward) => {
    const values = { store: store.name, reward: reward.name };
    const load = { at: 'command', command: `pool ${reward.id} FILE` } as const;
    const theirs = pools.filter(({ rewardId }) => rewardId === reward.id);
    const pool =
      theirs.find(({ storeId }) => storeId === store.id) ??
      theirs.find(({ storeId }) => storeId === null);
    if (!pool) return [found('pool-missing', load, values)];
    if (pool.free === 0) return [found('pool-empty', load, values)];
    return when(pool.isLow, () => found('pool-low', load, { ...values, count: pool.free }));
  });
}

function twiceNamed(
  key: FindingKey,
  named: readonly { readonly name: string }[],
  pathAt: (index: number) => readonly (string | number)[],
  values: AuditFinding['values'] = {},
): AuditFinding[] {
  const seen = new Set<string | undefined>();
  return named.flatMap(({ name }, index) => {
    const isSecond = seen.has(plain(name));
    seen.add(plain(name));
    return when(isSecond, () => found(key, inProgram(...pathAt(index)), { ...values, name }));
  });
}

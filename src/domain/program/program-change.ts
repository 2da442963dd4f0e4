import type { Program } from './program.ts';

/** One thing that a new version of a program added, removed or changed. */
export interface ProgramChange {
  readonly what: 'setting' | 'tier' | 'reward' | 'store' | 'till' | 'poster';
  readonly id: string;
  readonly kind: 'new' | 'gone' | 'changed';
  /** The fields that changed; empty if it was added or removed. */
  readonly fields: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The differences between two versions of a program, in the order of the file. */
export function programChanges(before: Program, after: Program): ProgramChange[] {
  return [
    ...changed(before, after, ['tiers', 'rewards', 'stores', 'gone']).map(
      (id): ProgramChange => ({ what: 'setting', id, kind: 'changed', fields: [] }),
    ),
    ...between('tier', byId(before.tiers), byId(after.tiers)),
    ...between('reward', byId(before.rewards), byId(after.rewards)),
    ...between('store', byId(before.stores), byId(after.stores), ['tills', 'posters']),
    ...between('till', tillsOf(before), tillsOf(after)),
    ...between('poster', postersOf(before), postersOf(after)),
  ];
}

function between(
  what: ProgramChange['what'],
  before: ReadonlyMap<string, Fields>,
  after: ReadonlyMap<string, Fields>,
  toldApart: readonly string[] = [],
): ProgramChange[] {
  const kept = [...after].flatMap(([id, now]): ProgramChange[] => {
    const then = before.get(id);
    if (!then) return [{ what, id, kind: 'new', fields: [] }];
    const fields = changed(then, now, toldApart);
    return fields.length > 0 ? [{ what, id, kind: 'changed', fields }] : [];
  });
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return [...kept, ...gone.map((id): ProgramChange => ({ what, id, kind: 'gone', fields: [] }))];
}

function changed(before: object, after: object, toldApart: readonly string[]): string[] {
  const [then, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...then.keys(), ...now.keys()]);
  return [...names].filter(
    (name) =>
      !toldApart.includes(name) && JSON.stringify(then.get(name)) !== JSON.stringify(now.get(name)),
  );
}

const byId = (things: readonly { readonly id: string }[]): ReadonlyMap<string, Fields> =>
  new Map(things.map((thing) => [thing.id, { ...thing }]));

/** A till that moves to another store is still the same till. */
const tillsOf = ({ stores }: Program): ReadonlyMap<string, Fields> =>
  new Map(
    stores.flatMap(({ id: store, tills }) => tills.map((till) => [till.id, { ...till, store }])),
  );

const postersOf = ({ stores }: Program): ReadonlyMap<string, Fields> =>
  new Map(
    stores.flatMap(({ id: store, posters }) =>
      posters.map((poster) => [poster.placement, { ...poster, store }]),
    ),
  );

import type { Program } from '#domain/program/program.ts';

/** What of a program changes by itself. */
export const changedKinds = [
  'setting',
  'tier',
  'fact',
  'segment',
  'rule',
  'reward',
  'store',
  'till',
  'poster',
] as const;

/** One thing that a new version of a program added, removed or changed. */
export interface ProgramChange {
  readonly what: (typeof changedKinds)[number];
  readonly id: string;
  readonly kind: 'new' | 'gone' | 'changed';
  /** The fields that changed; empty if it was added or removed. A setting is its own only field. */
  readonly fields: readonly FieldChange[];
}

/** A field's value before and after; undefined: it was not given. */
export interface FieldChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** The differences between two versions of a program, in the order of the file. */
export function programChanges(before: Program, after: Program): ProgramChange[] {
  return [
    ...changed(before, after, [
      'tiers',
      'facts',
      'segments',
      'earning',
      'rewards',
      'stores',
      'gone',
    ]).map(
      (field): ProgramChange => ({
        what: 'setting',
        id: field.name,
        kind: 'changed',
        fields: [field],
      }),
    ),
    ...between('tier', byId(before.tiers), byId(after.tiers)),
    ...between('fact', byId(before.facts ?? []), byId(after.facts ?? [])),
    ...between('segment', byId(before.segments ?? []), byId(after.segments ?? [])),
    ...between('rule', byId(before.earning ?? []), byId(after.earning ?? [])),
    ...between('reward', byId(before.rewards), byId(after.rewards)),
    ...between('store', byId(before.stores), byId(after.stores), ['tills', 'posters']),
    ...between('till', tillsOf(before), tillsOf(after)),
    ...between('poster', postersOf(before), postersOf(after)),
  ];
}

/** How many of each kind changed; a kind that did not is absent. */
export const countChanges = (
  changes: readonly ProgramChange[],
): Partial<Record<ProgramChange['what'], number>> =>
  Object.fromEntries(
    changedKinds.flatMap((kind) => {
      const count = changes.filter(({ what }) => what === kind).length;
      return count > 0 ? [[kind, count]] : [];
    }),
  );

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

function changed(before: object, after: object, toldApart: readonly string[]): FieldChange[] {
  const [then, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...then.keys(), ...now.keys()]);
  return [...names].flatMap((name) => {
    const field = { name, before: then.get(name), after: now.get(name) };
    return toldApart.includes(name) || isSame(field.before, field.after) ? [] : [field];
  });
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The changes from one version to the next that a third one, which was written without them, takes back. What the third
 * one changes by itself is not among them.
 */
export function takenBack(before: Program, after: Program, third: Program): ProgramChange[] {
  const kept = new Map(programChanges(after, third).map((one) => [`${one.what} ${one.id}`, one]));
  return programChanges(before, after).flatMap((made): ProgramChange[] => {
    const undone = kept.get(`${made.what} ${made.id}`);
    if (!undone) return [];
    if (made.kind !== 'changed' || undone.kind !== 'changed') {
      return made.kind !== 'changed' && undone.kind !== 'changed' ? [undone] : [];
    }
    const fields = undone.fields.filter(({ name, after: to }) =>
      made.fields.some((field) => field.name === name && isSame(field.before, to)),
    );
    return fields.length > 0 ? [{ ...undone, fields }] : [];
  });
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

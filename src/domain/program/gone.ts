import { type Program, storeOf, tillOf } from './program.ts';
import { type Text, textIn } from './text.ts';

/** The program, with the names of what has left it. @param earlier its earlier versions, the first one first */
export function withGone(program: Program, earlier: readonly Program[]): Program {
  const { gone: _, ...own } = program;
  const stores = new Map<string, string>();
  const tills = new Map<string, string>();
  const tiers = new Map<string, Text>();
  for (const one of earlier) {
    for (const [id, name] of Object.entries(one.gone?.stores ?? {})) stores.set(id, name);
    for (const [id, name] of Object.entries(one.gone?.tills ?? {})) tills.set(id, name);
    for (const [id, name] of Object.entries(one.gone?.tiers ?? {})) tiers.set(id, name);
    for (const store of one.stores) {
      stores.set(store.id, store.name);
      for (const till of store.tills) tills.set(till.id, till.name);
    }
    for (const tier of one.tiers) tiers.set(tier.id, tier.name);
  }
  for (const store of own.stores) {
    stores.delete(store.id);
    for (const till of store.tills) tills.delete(till.id);
  }
  for (const tier of own.tiers) tiers.delete(tier.id);
  if (stores.size + tills.size + tiers.size === 0) return own;
  return { ...own, gone: { stores: sorted(stores), tills: sorted(tills), tiers: sorted(tiers) } };
}

/** Sorted, so that the same program is always the same text. */
const sorted = <T>(names: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));

/** A store's name, also when it has left the program. */
export const storeNameOf = (program: Program, id: string): string =>
  storeOf(program, id)?.name ?? program.gone?.stores[id] ?? id;

/** A till's name, also when it has left the program. */
export const tillNameOf = (program: Program, id: string): string =>
  tillOf(program, id)?.name ?? program.gone?.tills[id] ?? id;

/** A till's name behind its store's, also when it has left the program. */
export function tillInStore(program: Program, id: string): string {
  const till = tillOf(program, id);
  return till ? `${till.store.name}, ${till.name}` : tillNameOf(program, id);
}

/** A tier's name, also when it has left the program. */
export function tierNameOf(program: Program, id: string, language: string): string {
  const name = program.tiers.find((tier) => tier.id === id)?.name ?? program.gone?.tiers[id];
  return name ? textIn(name, language) : id;
}

import { type EarningRule, profileFacts } from './earning-rule.ts';
import type { Text } from './text.ts';

/** Facts that every program knows, with rules of their own. */
export const knownFacts = ['review', 'survey', 'newsletter'] as const;
export type KnownFact = (typeof knownFacts)[number];

export const isKnownFact = (fact: string): fact is KnownFact =>
  (knownFacts as readonly string[]).includes(fact);

/** A fact that other systems of the shop tell of a member, by an id that stays in the database. */
export interface NamedFact {
  readonly id: string;
  readonly name: Text;
}

interface Naming {
  readonly facts?: readonly NamedFact[];
  readonly earning?: readonly EarningRule[];
}

/** What is wrong in a program's file, and where. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** Facts that are named twice, or that have a meaning already; and rules for facts that nobody tells. */
export function namedFactFaults({ facts = [], earning = [] }: Naming): Fault[] {
  const ids = facts.map(({ id }) => id);
  const own: readonly string[] = profileFacts;
  const named = ids.flatMap((id, index): Fault[] => {
    const path = ['facts', index, 'id'];
    if (isKnownFact(id) || own.includes(id)) {
      return [{ path, reason: `"${id}" has a meaning already: choose another id` }];
    }
    return ids.indexOf(id) < index ? [{ path, reason: `"${id}" is used twice` }] : [];
  });
  const known = [...own, ...ids];
  const asked = earning.flatMap((rule, index): Fault[] => {
    if (rule.kind !== 'profile-step' || known.includes(rule.fact)) return [];
    const reason = `there is no fact "${rule.fact}"; there are ${known.join(', ')}`;
    return [{ path: ['earning', index, 'fact'], reason }];
  });
  return [...named, ...asked];
}

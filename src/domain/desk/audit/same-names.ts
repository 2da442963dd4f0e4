import type { Text } from '#domain/program/text.ts';
import { type AuditFinding, type FindingKey, found, inProgram } from './finding.ts';

/** Things that people could not tell apart, because a language calls two of them the same. */
export function sameNames(
  key: FindingKey,
  part: string,
  named: readonly { readonly name: Text }[],
): AuditFinding[] {
  return named.flatMap(({ name }, index) => {
    const isSame = named.slice(0, index).some((before) => shares(before.name, name));
    return isSame ? [found(key, inProgram(part, index, 'name'), { name })] : [];
  });
}

const shares = (one: Text, other: Text): boolean =>
  Object.entries(one).some(
    ([language, words]) => words !== undefined && plain(words) === plain(other[language]),
  );

/** Letters in any case and spacing. */
export const plain = (words: string | undefined): string | undefined =>
  words?.normalize('NFKC').trim().toLowerCase();

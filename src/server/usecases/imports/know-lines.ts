import { createHash } from 'node:crypto';
import type { Cell } from '#domain/imports/cell.ts';
import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import type { RawMember } from '#domain/imports/raw-member.ts';
import { type ImportedMember, keyOfImported } from '#domain/imports/read-member.ts';
import { addressKey, mailboxKey } from '#domain/people/email-address.ts';
import type { MemberImportRow } from '#server/storage/db/schema-sources.ts';
import { waitingAmong } from '#server/storage/people/address-changes.ts';
import { cameFrom, importsByKey, knownMembers } from '#server/storage/people/member-imports.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** A line that says something, with what tells whether it was taken before. */
export interface ReadLine {
  readonly line: number;
  readonly member: ImportedMember;
  readonly key: string;
  /** A hash of all that the line says. */
  readonly content: string;
}

export const readLine = (line: number, raw: RawMember, member: ImportedMember): ReadLine => ({
  line,
  member,
  key: keyOfImported(member),
  content: createHash('sha256')
    .update(JSON.stringify(textsOf(raw)))
    .digest('base64url'),
});

/** All that a line says, whatever its columns are called and in whichever order they stand. */
const textsOf = ({ fields, lots, externalIds }: RawMember): unknown => [
  ...[fields, ...lots].map((cells) =>
    inOrder(Object.entries<Cell>(cells).map(([name, { text }]) => [name, text])),
  ),
  inOrder(externalIds.map(({ source, cell }) => [source, cell.text])),
];

const inOrder = (pairs: [string, string][]): [string, string][] =>
  pairs.sort(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : a < b ? -1 : 1));

/** What is to be done with a line. */
export type Outcome =
  | { readonly what: 'new' }
  | { readonly what: 'existing'; readonly memberId: string }
  /** The same line was taken before. */
  | { readonly what: 'known' }
  | { readonly what: 'fault'; readonly fault: FieldFault };

export interface ImportSource {
  readonly source: string;
  /** Whether somebody who is a member already gets what their line says. */
  readonly addToMembers: boolean;
}

/** What is to be done with each of some lines, as things are now. Many lines are asked for in a few statements. */
export async function knowLines(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  lines: readonly ReadLine[],
  { source, addToMembers }: ImportSource,
): Promise<Outcome[]> {
  const members = lines.map(({ member }) => member);
  const took = await importsByKey(
    db,
    source,
    lines.map(({ key }) => key),
  );
  const tookByKey = new Map(took.map((row) => [row.row_key, row]));
  const addresses = members.flatMap(({ address }) => (address === null ? [] : [address]));
  const known = await knownMembers(db, {
    addressKeys: [...new Set(addresses.flatMap((one) => [addressKey(one), mailboxKey(one)]))],
    numbers: members.flatMap(({ number }) => (number === null ? [] : [number])),
    ids: members.flatMap((member) => idsOf(source, member)),
  });
  const waiting = await waitingAmong(db, addresses.map(addressKey), at);
  const outcomes: Outcome[] = [];
  for (const line of lines) {
    const { member, key, content } = line;
    const before = tookByKey.get(key);
    if (before) {
      outcomes.push(beside(before, content));
      continue;
    }
    const { address, number } = member;
    const found = new Set(
      [
        address === null ? undefined : known.byAddress.get(addressKey(address)),
        number === null ? undefined : known.byNumber.get(number),
        ...idsOf(source, member).map(({ source: from, id }) => known.byId.get(`${from}:${id}`)),
      ].filter((one) => one !== undefined),
    );
    const [memberId, another] = found;
    if (another !== undefined) outcomes.push(faulty('two-members', null));
    else if (memberId !== undefined) {
      const isTheirs = address === null || known.byAddress.get(addressKey(address)) === memberId;
      if (await cameFrom(db, memberId, source))
        // Somebody may have taken this very line since it was asked for.
        outcomes.push((await takenBefore(db, source, line)) ?? faulty('another-content', null));
      else if (!isTheirs) outcomes.push(faulty('other-address', address));
      else
        outcomes.push(
          addToMembers ? { what: 'existing', memberId } : faulty('member-already', null),
        );
    } else if (address === null || number !== null) {
      // Only an address can become a member, and a number that is nobody's was meant to be somebody's.
      outcomes.push(faulty('unknown-member', number ?? member.id));
    } else if (waiting.has(addressKey(address))) {
      outcomes.push(faulty('address-waits', address));
    } else if (known.byAddress.has(mailboxKey(address))) {
      outcomes.push(faulty('same-mailbox', address));
    } else outcomes.push({ what: 'new' });
  }
  return outcomes;
}

const beside = (before: MemberImportRow, content: string): Outcome =>
  before.content_hash === content ? { what: 'known' } : faulty('another-content', null);

/** What a line is if one under its name was taken; null: none was. */
export async function takenBefore(
  db: ReadWork['db'],
  source: string,
  { key, content }: ReadLine,
): Promise<Outcome | null> {
  const [before] = await importsByKey(db, source, [key]);
  return before ? beside(before, content) : null;
}

export const faulty = (
  fault: FieldFault['fault'],
  text: string | null,
): Extract<Outcome, { what: 'fault' }> => ({
  what: 'fault',
  fault: faultAt(fault, null, text),
});

/** All that other systems call a member, the file's own system first. */
export const idsOf = (
  source: string,
  { id, externalIds }: Pick<ImportedMember, 'id' | 'externalIds'>,
): readonly { readonly source: string; readonly id: string }[] => {
  const own = id === null ? [] : [{ source, id }];
  // Most files have one id a line, and each line is asked for its ids several times.
  if (externalIds.length === 0) return own;
  const all = [...own, ...externalIds];
  return [...new Map(all.map((one) => [`${one.source}:${one.id}`, one])).values()];
};

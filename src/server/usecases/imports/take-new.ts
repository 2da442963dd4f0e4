import type { ImportedMember } from '#domain/imports/read-member.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { membershipNumberFrom } from '#domain/scan/membership-number.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { waitingAmong } from '#server/storage/people/address-changes.ts';
import { addImported } from '#server/storage/people/imported-rows.ts';
import { addImports, addNewMembers } from '#server/storage/people/member-imports.ts';
import { putOpened } from '#server/storage/points/opening-entries.ts';
import { makeIds } from '#server/usecases/ground/make-id.ts';
import { recordEvents } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { openAccounts } from '#server/usecases/points/open-accounts.ts';
import { idsOf, type ReadLine } from './know-lines.ts';

/** Somebody was faster: an address, a number or an id was taken after it was looked at. */
export class Raced extends Error {}

/**
 * Makes members of lines that are nobody's yet, with all that the lines say, in the caller's transaction. They joined
 * elsewhere: the first proof of their address brings no welcome gift, and nothing is mailed.
 * @throws Raced when somebody was faster; the caller takes all of it back
 */
export async function takeNew(
  work: Work,
  lines: readonly ReadLine[],
  source: string,
): Promise<void> {
  const { at } = work;
  const ids = makeIds(work.context, lines.length);
  const newcomers = lines.map(({ member }, index) => ({
    memberId: ids[index] ?? '',
    lots: member.lots,
    member,
  }));
  const accounts = openAccounts(work, source, newcomers);
  const rows = newcomers.map(({ memberId, member }, index): MemberRow => {
    const cached = accounts[index]?.cached ?? { balance: 0, last_seq: 0, chain_head: null };
    return { ...rowOf(work, memberId, member), ...cached };
  });
  if (!(await addNewMembers(work, rows, at))) throw new Raced();
  // Looked for after the addresses are claimed: of two transactions the later one sees the other.
  const keys = rows.map(({ address }) => addressKey(address));
  if ((await waitingAmong(work.db, keys, at)).size > 0) throw new Raced();
  await putOpened(work, accounts);
  const isWhole = await addImported(work, {
    externalIds: newcomers.flatMap(({ memberId, member }) =>
      idsOf(source, member).map((one) => ({
        member_id: memberId,
        source: one.source,
        external_id: one.id,
        at,
      })),
    ),
    tiers: newcomers.flatMap(({ memberId, member }) => tiersOf(memberId, member)),
    newsletters: newcomers.flatMap(({ memberId, member }) => newslettersOf(memberId, member)),
  });
  if (!isWhole) throw new Raced();
  await addImports(
    work,
    lines.map(({ key, content }, index) => ({
      member_id: ids[index] ?? '',
      source,
      row_key: key,
      content_hash: content,
      at,
    })),
  );
  await recordEvents(
    work,
    newcomers.map(({ memberId, lots }) => ({
      event: { kind: 'member.joined', memberId, storeId: null, data: { joinedByMail: false } },
      balance: lots.reduce((sum, lot) => sum + (lot.availableAt === null ? lot.points : 0), 0),
    })),
  );
}

function rowOf({ context, at }: Work, id: string, member: ImportedMember): MemberRow {
  const joined = member.joinedAt ?? at;
  return {
    id,
    number: membershipNumberFrom(context.randomBytes(6)),
    address: member.address ?? '',
    first_name: member.firstName,
    language: member.language ?? 'en',
    joined_at: joined,
    joined_store_id: null,
    proved_at: null,
    first_proved_at: joined,
    balance: 0,
    debt: 0,
    last_seq: 0,
    chain_head: null,
    chain_base: null,
    frozen_at: null,
    erased_at: null,
  };
}

const tiersOf = (memberId: string, { tier }: ImportedMember) =>
  tier ? [{ memberId, tierId: tier.id, from: tier.since, until: tier.until }] : [];

const newslettersOf = (memberId: string, { newsletter }: ImportedMember) =>
  newsletter ? [{ memberId, ...newsletter }] : [];

import type { Kysely } from 'kysely';
import { addressKey } from '#domain/people/email-address.ts';
import { digitGroups } from '#i18n/format.ts';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { mergeAskOf } from '#server/storage/merges/merge-asks.ts';
import { mergedInto } from '#server/storage/merges/merges.ts';
import { addressChangesOf } from '#server/storage/people/address-changes.ts';
import { mailsNamed } from '#server/storage/people/mails.ts';
import { mailsWithoutKey, mailsWithoutKeySince } from '#server/storage/people/mails-without-key.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import {
  type AnswerKey,
  answersNaming,
  answersNamingSince,
} from '#server/storage/till/idempotency-keys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import type { Mail } from '#server/vendors/mailer.ts';

/**
 * How far the second reading goes back before the first: an act bears the time at which it began and is read only when
 * it has ended. Longer than any act takes, and than two processes' clocks differ.
 */
const overlapMs = 10 * 60_000;

/** What names a member and no column leads to: mails, and answers to tills. */
interface Naming {
  readonly mails: readonly string[];
  readonly answers: readonly AnswerKey[];
}

/** What names some members, as one long reading found it. What came later is read again under each one's lock. */
export interface NamingRead {
  /** From when on what came must be read again. */
  readonly from: number;
  of(memberId: string): Naming;
}

/**
 * The keys of the addresses that a member has, had in the last days or asked for. One that is another member's is left
 * out: its mails and requests are theirs, and say nothing of this one.
 */
export async function addressKeysOf(
  db: Kysely<Tables>,
  { id, address }: Pick<MemberRow, 'id' | 'address'>,
): Promise<ReadonlySet<string>> {
  const changes = await addressChangesOf(db, id);
  const merged = await mergedInto(db, id);
  const asked = await mergeAskOf(db, id);
  const others = [
    ...changes.flatMap((one) => [one.address, one.before ?? one.address]),
    ...merged.map((one) => one.address_key),
    ...(asked ? [asked.address] : []),
  ];
  const own = new Set([addressKey(address)]);
  for (const key of new Set(others.map(addressKey))) {
    const holder = await memberIdByAddress(db, key);
    if (holder === undefined || holder === id) own.add(key);
  }
  return own;
}

/** The ids and numbers of a member, and of memberships that were merged into theirs. */
async function namesOf(
  db: Kysely<Tables>,
  { id, number }: Pick<MemberRow, 'id' | 'number'>,
): Promise<string[]> {
  const merged = await mergedInto(db, id);
  return [id, number, ...merged.flatMap((one) => [one.from_id, one.number])];
}

/** Reads what names these members: the answers of a month once for all of them, and mails without a key. */
export async function readNaming(
  context: Context,
  members: readonly MemberRow[],
): Promise<NamingRead> {
  const from = context.now() - overlapMs;
  const { read } = context.store;
  const mails = new Map<string, string[]>(members.map(({ id }) => [id, []]));
  const named = await Promise.all(
    members.map(async (member) => ({ member, keys: await addressKeysOf(read, member) })),
  );
  for await (const rows of mailsWithoutKey(read))
    for (const one of named) mails.get(one.member.id)?.push(...mailsNaming(context, rows, one));
  const names = await Promise.all(
    members.map(async (member) => [member.id, await namesOf(read, member)] as const),
  );
  const answers = await answersNaming(read, new Map(names));
  return {
    from,
    of: (memberId) => ({ mails: mails.get(memberId) ?? [], answers: answers.get(memberId) ?? [] }),
  };
}

/** What has come since, and every mail by its key. Read before what is held is deleted: the merges say their other names. @param keys of `addressKeysOf` */
export async function namingSince(
  { context, db }: Work,
  member: MemberRow,
  { from, keys }: { readonly from: number; readonly keys: ReadonlySet<string> },
): Promise<Naming> {
  const { secrets } = context;
  const names = await namesOf(db, member);
  const keyed = await mailsNamed(db, {
    to: [...keys].flatMap((one) => secrets.hashes('mail-to', one)),
    number: names.flatMap((one) => secrets.hashes('mail-number', one)),
  });
  const late = mailsNaming(context, await mailsWithoutKeySince(db, from), { member, keys });
  const mails = [...keyed, ...late];
  return { mails, answers: await answersNamingSince(db, names, from) };
}

/** To the member, or to an address that was theirs: such a mail says their number. */
function mailsNaming(
  context: Context,
  rows: readonly MailRow[],
  { member, keys }: { readonly member: MemberRow; readonly keys: ReadonlySet<string> },
): string[] {
  const number = digitGroups(member.number);
  return rows
    .filter((row) => {
      const mail = opened(context, row);
      return mail !== null && (keys.has(addressKey(mail.to)) || mail.text.includes(number));
    })
    .map(({ id }) => id);
}

/** null: it can't be read, because its key has gone. */
function opened(context: Context, row: MailRow): Mail | null {
  try {
    return openMail(context, row);
  } catch {
    return null;
  }
}

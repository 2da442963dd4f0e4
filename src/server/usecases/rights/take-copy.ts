import { copyFormat } from '#domain/imports/raw-copy.ts';
import { limits } from '#domain/limit.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { copiedRows, copiedTables, fieldOf } from '#server/storage/held/read-copy.ts';
import { mergedInto } from '#server/storage/merges/merges.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import { memberTierRow } from '#server/storage/purchases/member-tiers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { demandFresh } from './fresh.ts';

/** A member's copy of what is held of them: a JSON document, piece by piece. */
export interface Copy {
  readonly fileName: string;
  readonly pieces: AsyncIterable<string>;
}

/**
 * The member's copy (GDPR, articles 15 and 20). `docs/privacy.md` describes its fields. It is read while the shop goes
 * on, so an act of the same second may stand in one part and not in another.
 * @throws Refused `sign-in-again` unless the member has just signed in on this device, `too-many-requests`
 */
export async function takeCopy(context: Context, session: Session): Promise<Copy> {
  await demandFresh(context, session);
  const { memberId } = session;
  const refusal = await transact(context, (work) =>
    countAgainst(work, limits.copy, context.secrets.hash('limit', memberId), work.at),
  );
  refuseWhen(refusal);
  const member = await memberById(context.store.read, memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  noteSecurity(context, 'copy-taken', { memberId });
  return { fileName: `${member.number}.json`, pieces: piecesOf(context, memberId) };
}

/** The same for a member who has written to support. The caller records who took it. */
export async function* piecesOf(context: Context, memberId: string): AsyncGenerator<string> {
  const work = await readWork(context);
  const { db, at, program } = work;
  const standing = await standingOf(work, memberId);
  const head = { format: copyFormat, at: rfc3339(at), program: program.name, standing };
  // Its last bracket stands at the document's end.
  yield JSON.stringify(head).slice(0, -1);
  yield* tablesOf(db, memberId);
  yield ',\n"merged":[';
  let between = '\n';
  for (const { from_id: id } of await mergedInto(db, memberId)) {
    yield `${between}{"id":${JSON.stringify(id)}`;
    yield* tablesOf(db, id);
    yield '}';
    between = ',\n';
  }
  yield ']}\n';
}

/** The lists of one membership, each after a comma. */
async function* tablesOf(db: ReadWork['db'], memberId: string): AsyncGenerator<string> {
  for (const table of copiedTables) {
    yield `,\n"${fieldOf(table)}":[`;
    let between = '\n';
    for await (const rows of copiedRows(db, table, memberId)) {
      yield between + rows.map((row) => JSON.stringify(row)).join(',\n');
      between = ',\n';
    }
    yield ']';
  }
}

/** The tier of now, since when it is noted, and the first instant in which it is over if nothing more is bought. */
async function standingOf(work: ReadWork, memberId: string) {
  const { tier, keeping } = await tierOfMember(work, memberId);
  const noted = await memberTierRow(work.db, memberId);
  const since = noted?.tier_id === tier.id ? rfc3339(noted.since) : null;
  return { tier: tier.id, since, until: keeping ? rfc3339(keeping.until) : null };
}

import { limits } from '#domain/limit.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { copiedRows, copiedTables, fieldOf } from '#server/storage/held/read-copy.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { demandFresh } from './fresh.ts';

/** A member's copy of what is held of them: a JSON document, piece by piece. */
export interface Copy {
  readonly fileName: string;
  readonly pieces: AsyncIterable<string>;
}

/** The version of the copy's format. It rises when a field changes its meaning or goes, not when one comes. */
const format = 'tillpass-member/1';

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
  const { db, at, program } = await readWork(context);
  const head = { format, at: new Date(at).toISOString(), program: program.name };
  // Its last bracket stands at the document's end.
  yield JSON.stringify(head).slice(0, -1);
  for (const table of copiedTables) {
    yield `,\n"${fieldOf(table)}":[`;
    let between = '\n';
    for await (const rows of copiedRows(db, table, memberId)) {
      yield between + rows.map((row) => JSON.stringify(row)).join(',\n');
      between = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

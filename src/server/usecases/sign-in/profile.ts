import type { Versioned } from '#contract/page.ts';
import type { Profile } from '#contract/profile.ts';
import { readFirstName } from '#domain/people/first-name.ts';
import { sessionAtMostMs, sessionMs } from '#domain/people/session.ts';
import { posterAt } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { changeMember, memberById } from '#server/storage/people/members.ts';
import { liveSessions } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import type { Session } from './session.ts';

/** A member's profile, and the devices on which they are signed in. */
export const viewProfile = (context: Context, session: Session): Promise<Versioned<Profile>> =>
  versioned(context, session.memberId, () => readProfile(context, session));

async function readProfile(context: Context, session: Session): Promise<Profile> {
  const db = context.store.read;
  const member = await memberById(db, session.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const { at, program } = await readWork(context);
  const rows = await liveSessions(db, session.memberId, {
    seen: at - sessionMs,
    created: at - sessionAtMostMs,
  });
  return {
    firstName: member.first_name,
    address: member.address,
    number: member.number,
    joinedAt: member.joined_at,
    devices: here(rows, session).map((row) => ({
      id: row.id,
      browser: row.browser || null,
      current: row.id === session.id,
      store: (row.placement && posterAt(program, row.placement)?.store.name) || null,
      seenAt: row.seen_at,
      since: row.created_at,
    })),
  };
}

/** The device in use comes first. */
const here = <Row extends { readonly id: string }>(rows: readonly Row[], { id }: Session): Row[] =>
  rows.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));

/** Stores the first name that associates greet with. A blank name removes it. */
export function changeFirstName(
  context: Context,
  session: Session,
  firstName: string,
): Promise<void> {
  return transact(context, async (work) => {
    await changeMember(work, session.memberId, { first_name: readFirstName(firstName) });
    work.tell(memberTopic(session.memberId));
  });
}

export function changeLanguage(
  context: Context,
  session: Session,
  language: string,
): Promise<void> {
  return transact(context, (work) => changeMember(work, session.memberId, { language }));
}

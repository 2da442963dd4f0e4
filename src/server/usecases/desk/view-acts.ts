import type { ActView, PageOf } from '#contract/desk/desk-answers.ts';
import { mayDo } from '#domain/desk/desk-role.ts';
import { type RecordedAct, undoableIn } from '#domain/desk/harmless-act.ts';
import { type AdminAct, adminActs } from '#domain/people/admin-act.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Listed } from '#domain/values/listed.ts';
import type { AdminActRow } from '#server/storage/db/schema-events.ts';
import { invitedOfSharedNames } from '#server/storage/desk/administrators.ts';
import { actsAbout } from '#server/storage/desk/member-lists.ts';
import { adminActsBefore, latestActs, undoneActs } from '#server/storage/events/admin-acts.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf, placeAt } from '#server/usecases/ground/page-of.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import type { AtDesk } from './desk-session.ts';

const actsAPage = 50;
const aboutAPage = 20;

/** What administrators did, the latest first, at the desk and at the command line. */
export async function viewActs(
  context: Context,
  me: AtDesk,
  before: string | undefined,
): Promise<PageOf<ActView>> {
  const work = await readWork(context);
  const place = before === undefined ? null : placeAt(before);
  const rows = await adminActsBefore(work.db, place, actsAPage + 1);
  return actsPage(
    work,
    me,
    pageOf(rows, actsAPage, (row) => row),
  );
}

/** What administrators did about one member, and who looked. */
export async function viewActsAbout(
  work: ReadWork,
  me: AtDesk,
  wish: { readonly memberId: string; readonly before: Listed | null },
): Promise<PageOf<ActView>> {
  const rows = await actsAbout(work.db, { ...wish, limit: aboutAPage + 1 });
  return actsPage(
    work,
    me,
    pageOf(rows, aboutAPage, (row) => row),
  );
}

async function actsPage(
  work: ReadWork,
  me: AtDesk,
  { items, next }: Page<AdminActRow>,
): Promise<PageOf<ActView>> {
  const undone = await undoneActs(
    work.db,
    items.map(({ id }) => id),
  );
  const undoable = mayDo(me.role, 'undo-act') ? await latestHarmless(work.db, items) : new Set();
  const whom = items.flatMap((row) => [row.administrator_id ?? [], aboutWhom(row) ?? []].flat());
  const invited = await invitedOfSharedNames(work.db, [...new Set(whom)]);
  const views = items.map((row) => {
    const undoneBy = undone.get(row.id) ?? null;
    const actorSince = invited.get(row.administrator_id ?? '') ?? null;
    const aboutSince = invited.get(aboutWhom(row) ?? '') ?? null;
    const undo = { undoneBy, undoable: undoneBy === null && undoable.has(row.id) };
    return viewOf(work, me, row, { actorSince, aboutSince, ...undo });
  });
  return { rows: await Promise.all(views), next };
}

async function viewOf(
  { db, program }: ReadWork,
  me: AtDesk,
  row: AdminActRow,
  more: Pick<ActView, 'actorSince' | 'aboutSince' | 'undoneBy' | 'undoable'>,
): Promise<ActView> {
  const shown = row.member_id !== null && mayDo(me.role, 'see-members');
  const member = shown ? await memberById(db, row.member_id ?? '') : undefined;
  // record-act wrote both. Words to a member are theirs: who may not see members reads none.
  const { why, ...details } = JSON.parse(row.details) as ActView['details'];
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    act: actOf(row.act),
    store: row.store_id === null ? null : storeNameOf(program, row.store_id),
    member: member ? { id: member.id, number: member.number } : null,
    details: shown && typeof why === 'string' ? { ...details, why } : details,
    changes: JSON.parse(row.changes ?? '{}') as ActView['changes'],
    undoes: row.undoes,
    ...more,
  };
}

/** A row of a later version, after going back to this one, may have an act that this one does not know. */
const actOf = (text: string): AdminAct | 'unknown' =>
  adminActs.find((act) => act === text) ?? 'unknown';

/** The administrator that an act is about; undefined: it is about none. */
const aboutWhom = (row: AdminActRow): string | undefined =>
  (JSON.parse(row.details) as { administratorId?: string }).administratorId; // Our own JSON.

/** An act as it is on record; record-act wrote both texts. */
export const recordedIn = ({ act, details, changes, undoes }: AdminActRow): RecordedAct => ({
  act,
  details: JSON.parse(details),
  changes: JSON.parse(changes ?? '{}'),
  undoes,
});

/**
 * Those of the acts that can be taken back, and after which nobody changed the same thing: also where it came to be the
 * same again, taking an earlier change back would undo what somebody decided later.
 */
export async function latestHarmless(
  db: ReadWork['db'],
  rows: readonly AdminActRow[],
): Promise<ReadonlySet<string>> {
  const changes = rows.filter((row) => undoableIn(recordedIn(row)) !== null);
  return latestActs(
    db,
    changes.map(({ id }) => id),
  );
}

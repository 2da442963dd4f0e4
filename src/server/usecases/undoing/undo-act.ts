import { isDeskRole } from '#domain/desk/desk-role.ts';
import { type HarmlessAct, type Undoable, undoableIn } from '#domain/desk/harmless-act.ts';
import type { WatchRule } from '#domain/events/watch.ts';
import { isWatchDecision } from '#domain/events/watch-decision.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { Refused } from '#domain/refusal.ts';
import type { AdminActRow } from '#server/storage/db/schema-events.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { administratorById } from '#server/storage/desk/administrators.ts';
import { adminActById, undoneActs } from '#server/storage/events/admin-acts.ts';
import { changeRoleInto } from '#server/usecases/desk/administrators.ts';
import { latestHarmless, recordedIn } from '#server/usecases/desk/view-acts.ts';
import { reviveDraft } from '#server/usecases/editing/drafts.ts';
import { decideWatchNote } from '#server/usecases/followers/watch-list.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Undoing } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { restockReward } from '#server/usecases/operations/change-rewards.ts';
import { movePoster } from '#server/usecases/operations/move-poster.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';

/**
 * Takes an act back, once, where that is harmless and nobody has changed the same since: by the use-case that does the
 * opposite, as an act of its own.
 * @throws Refused `not-found`, `desk-not-undoable`, `desk-undone`, `desk-undo-late`, and as the use-case
 */
export async function undoAct(context: Context, actId: string): Promise<void> {
  const { db } = await readWork(context);
  const row = await adminActById(db, actId);
  if (!row) throw new Refused({ key: 'not-found' });
  const done = undoableIn(recordedIn(row));
  if (!done) throw new Refused({ key: 'desk-not-undoable' });
  const check = (tx: Pick<Tx, 'db'>) => refuseLate(tx, row, done);
  await check({ db });
  await ways[done.act](context, { ...done, row, undoing: { actId, check } });
}

interface TakenBack extends Undoable {
  readonly row: AdminActRow;
  readonly undoing: Undoing;
}

const ways: Readonly<Record<HarmlessAct, (context: Context, act: TakenBack) => Promise<void>>> = {
  'administrator-role-changed': (context, { subject, from, to, undoing }) =>
    transact(context, async (work) => {
      await undoing.check(work);
      const [was, is] = [String(from), String(to)];
      if (!isDeskRole(was) || !isDeskRole(is)) throw new Refused({ key: 'desk-not-undoable' });
      await changeRoleInto(work, subject, { from: is, to: was }, undoing.actId);
    }),
  'poster-moved': async (context, { subject, from, to, undoing }) => {
    const work = await readWork(context);
    const now = work.program.stores.find(({ posters }) =>
      posters.some(({ placement }) => placement === subject),
    );
    if (now?.id !== to) throw new Refused({ key: 'desk-undo-late' });
    await movePoster(context, subject, {
      onto: await scheduleOf(work),
      storeId: String(from),
      undoing,
    });
  },
  'program-draft-discarded': (context, { subject, undoing }) =>
    reviveDraft(context, subject, undoing),
  'reward-restocked': async (context, { subject, from, to, undoing }) => {
    const work = await readWork(context);
    if (rewardOf(work.program, subject)?.stock !== to) throw new Refused({ key: 'desk-undo-late' });
    const onto = await scheduleOf(work);
    await restockReward(context, subject, { onto, total: Number(from), undoing });
  },
  'watch-note-decided': async (context, { row, from, to, undoing }) => {
    const [was, is] = [String(from), String(to)];
    if (!isWatchDecision(was) || !isWatchDecision(is))
      throw new Refused({ key: 'desk-not-undoable' });
    const { rule, eventId } = recordedIn(row).details;
    const key = { rule: rule as WatchRule, event_id: String(eventId) }; // `decideWatchNote` wrote it.
    await decideWatchNote(context, key, { from: is, to: was }, undoing);
  },
};

/** Whether it was taken back, or the same was changed since. Of a role it says what it is by now. */
async function refuseLate(
  { db }: Pick<Tx, 'db'>,
  row: AdminActRow,
  { act, subject }: Undoable,
): Promise<void> {
  if ((await undoneActs(db, [row.id])).size > 0) throw new Refused({ key: 'desk-undone' });
  if ((await latestHarmless(db, [row])).has(row.id)) return;
  if (act !== 'administrator-role-changed') throw new Refused({ key: 'desk-undo-late' });
  const who = await administratorById(db, subject);
  throw new Refused(who ? { key: 'desk-changed', role: who.role } : { key: 'not-found' });
}

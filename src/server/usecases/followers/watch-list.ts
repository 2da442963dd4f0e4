import type { WatchNote } from '#contract/desk/desk-watch.ts';
import type { Finding } from '#domain/events/watch.ts';
import type { WatchDecision } from '#domain/events/watch-decision.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import { Refused } from '#domain/refusal.ts';
import type { WatchNoteRow } from '#server/storage/db/schema-watch.ts';
import {
  decideNote,
  type NoteKey,
  type NotesWish,
  watchNote,
  watchNotes,
} from '#server/storage/events/watch.ts';
import { memberById } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct, type Undoing } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';

/** The notes of the watch list with the names of whom they are about, the latest first. */
export async function listWatchNotes(context: Context, wish: NotesWish): Promise<WatchNote[]> {
  const work = await readWork(context);
  const rows = await watchNotes(work.db, wish);
  return Promise.all(rows.map((row) => noteOf(work, row)));
}

async function noteOf(work: ReadWork, row: WatchNoteRow): Promise<WatchNote> {
  const { decision, decided_by: by, decided_at: decidedAt } = row;
  const found = row.member_id === null ? undefined : await memberById(work.db, row.member_id);
  return {
    eventId: row.event_id,
    rule: row.rule,
    at: row.at,
    store: row.store_id === null ? null : storeNameOf(work.program, row.store_id),
    who: { kind: row.actor_kind, name: await nameOf(work, row) },
    // An erased member has no number.
    member: found && found.number !== '' ? { id: found.id, number: found.number } : null,
    finding: JSON.parse(row.finding) as Finding, // watch-staff wrote it.
    subjectId: row.subject_id,
    decided: decision === null ? null : { decision, by: by ?? '', at: decidedAt ?? row.at },
  };
}

/** Whose act it was. Support acts in the name of an administrator, a key or the command line, which is stored as it is. */
async function nameOf({ db, program }: ReadWork, row: WatchNoteRow): Promise<string> {
  const { actor_kind: kind, actor_id: id } = row;
  if (kind === 'associate') return (await associateById(db, id))?.name ?? id;
  return kind === 'till' ? tillNameOf(program, id) : id;
}

/**
 * Writes down what was decided about a note, in the name of whoever is signed in. It can be decided anew; each decision
 * is an act of its own.
 * @param from what the page showed, so that nobody decides over what somebody else has decided meanwhile
 * @throws Refused `not-found`, `desk-note-decided`
 */
export const decideWatchNote = (
  context: Context,
  key: NoteKey,
  { from, to }: { readonly from: WatchDecision | null; readonly to: WatchDecision },
  undoing?: Undoing,
): Promise<void> =>
  transact(context, async (work) => {
    await undoing?.check(work);
    const note = await watchNote(work.db, key);
    if (!note) throw new Refused({ key: 'not-found' });
    const decided = { decision: to, decided_by: context.actor, decided_at: work.at };
    if (!(await decideNote(work, key, { from, ...decided }))) {
      throw new Refused({ key: 'desk-note-decided' });
    }
    await recordAct(work, {
      act: 'watch-note-decided',
      storeId: note.store_id,
      details: { rule: note.rule, eventId: note.event_id },
      changes: { decision: [from, to] },
      ...(undoing && { undoes: undoing.actId }),
    });
  });

import type { PageOf } from '#contract/desk/desk-answers.ts';
import type { WatchNote } from '#contract/desk/desk-watch.ts';
import type { DecideWatchNote, ListWatchNotes } from '#contract/desk/operations-input.ts';
import type { WatchRule } from '#domain/events/watch.ts';
import { Refused } from '#domain/refusal.ts';
import type { NoteKey } from '#server/storage/events/watch.ts';
import { decideWatchNote, listWatchNotes } from '#server/usecases/followers/watch-list.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { pageOf, placeAt } from '#server/usecases/ground/page-of.ts';

const notesAPage = 50;

/** A page of the watch list, the latest first. @throws Refused `request-invalid` for a place that is none of ours */
export async function viewWatchNotes(
  context: Context,
  { store, after }: ListWatchNotes,
): Promise<PageOf<WatchNote>> {
  const place = after === undefined ? null : placeAt(after);
  const notes = await listWatchNotes(context, {
    storeId: store ?? null,
    since: 0,
    limit: notesAPage + 1,
    ...(place && { after: { at: place.at, ...keyIn(place.id) } }),
  });
  const { items, next } = pageOf(notes, notesAPage, (note) => ({ at: note.at, id: idOf(note) }));
  return { rows: items, next };
}

/** Decides about a note, by the name that its address has. @throws Refused `not-found`, `desk-note-decided` */
export const decideAtDesk = (context: Context, id: string, wish: DecideWatchNote): Promise<void> =>
  decideWatchNote(context, keyIn(id), wish);

/** A note in an address: its event and its rule. */
const idOf = ({ eventId, rule }: WatchNote): string => `${eventId}.${rule}`;

function keyIn(id: string): NoteKey {
  const [event_id, rule] = id.split('.');
  if (!event_id || !rule) throw new Refused({ key: 'not-found' });
  // One that there is not is not found.
  return { event_id, rule: rule as WatchRule };
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { FileContents, ProgramDraft, SaveDraft } from '#contract/desk/desk-program.ts';
import { textAt, withValue } from '#desk/api/file-content.ts';
import { useMay } from '#desk/api/me.ts';
import { pictureKey } from '#domain/program/picture.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import type { ChosenPicture, Editing } from './editing.ts';
import type { Unsaved } from './unsaved.ts';

interface Forms {
  readonly draft: ProgramDraft;
  readonly pictures: ProgramDraft['pictures'];
  readonly unsaved: Unsaved | null;
  type(typed: Pick<SaveDraft, 'content'>): void;
  /** A picture arrived, and where it was chosen nothing can name it by now. */
  onUnnamed(file: string): void;
}

/** What the forms of a draft show and change; null: its text is no program, and has no forms. */
export function useForms({ draft, pictures, unsaved, type, onUnnamed }: Forms): Editing | null {
  const may = useMay();
  const content = (unsaved?.content as FileContents | undefined) ?? draft.content;
  const readOnly = !may('edit-program');
  // Who may only look leaves nothing unsaved, whatever a field does.
  const change: Editing['change'] = (path, value) =>
    !readOnly &&
    content &&
    type({ content: withValue(content, path, value) as Record<string, unknown> });
  // While the file is written by hand, a form would overwrite it.
  const named = unsaved?.text === undefined ? content : null;
  const place = usePlacing({ draftId: draft.id, content: named, change, onUnnamed });
  if (!content) return null;
  const { id: draftId, faults, taken } = draft;
  return { content, faults, readOnly, change, draftId, taken, pictures, place };
}

/** The id of the entry that a place is in; empty: it is in none. */
export const entryAt = (content: FileContents | null, path: FilePath): string =>
  textAt(content, [...path.slice(0, -1), 'id']);

/**
 * Names a picture where it was chosen. It takes a while to arrive: what was typed meanwhile stays, and where another
 * entry has come to stand there it is not named at all.
 * @param content null: nothing can be named just now
 */
function usePlacing({
  draftId,
  content,
  change,
  onUnnamed,
}: Pick<Forms, 'onUnnamed'> & {
  readonly draftId: string;
  readonly content: FileContents | null;
  readonly change: Editing['change'];
}): Editing['place'] {
  const client = useQueryClient();
  const place = ({ path, use, entry, given }: ChosenPicture) => {
    client.setQueryData<ProgramDraft>(['draft', draftId], (now) => {
      if (!now) return now;
      const pictures = { ...now.pictures, [pictureKey(use, given.file)]: given.picture };
      return { ...now, pictures };
    });
    if (content && entryAt(content, path) === entry) change(path, given.file);
    else onUnnamed(given.file);
  };
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  return (chosen) => latest.current(chosen);
}

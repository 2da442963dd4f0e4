import { createContext, use } from 'react';
import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import type {
  FileContents,
  FileValue,
  PictureGiven,
  ProgramDraft,
} from '#contract/desk/desk-program.ts';
import { useFaultText } from '#desk/api/fault-text.ts';
import { usePageWords } from '#desk/api/page-words.ts';
import type { PictureUse } from '#domain/program/picture.ts';
import { type FilePath, placeText } from '#domain/program/words/file-place.ts';

/** A picture, and where it was chosen. */
export interface ChosenPicture {
  readonly path: FilePath;
  readonly use: PictureUse;
  /** The id of the entry that had that place; empty: no entry's. */
  readonly entry: string;
  readonly given: PictureGiven;
}

/** The draft that the forms around a component change. */
export interface Editing {
  readonly content: FileContents;
  readonly faults: readonly FaultInFile[];
  readonly readOnly: boolean;
  change(path: FilePath, value: FileValue | undefined): void;
  readonly draftId: string;
  /** Ids of stores and tills that new ones may not have (`ProgramDraft`). */
  readonly taken: readonly string[];
  /** The pictures that the draft may name. */
  readonly pictures: ProgramDraft['pictures'];
  /** Names a picture that was just given, at a place of the entry that it was chosen for. */
  place(chosen: ChosenPicture): void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (!editing) throw new Error('no draft around this component');
  return editing;
}

/** What is wrong at a place, or at an entry of a list that one field shows; null: nothing. */
export function useFaultAt(path: FilePath): string | null {
  const { faults } = useEditing();
  const text = useFaultText();
  const place = placeText(path);
  const found = faults.find(({ path: at }) => at === place || isEntryOf(place, at));
  return found ? text(found) : null;
}

/** Whether a place is one of the list at another. */
const isEntryOf = (list: string, place: string): boolean =>
  place.startsWith(`${list}[`) && /^\[\d+\]$/.test(place.slice(list.length));

/** What every part of these pages uses for its words. */
export const useProgramWords = usePageWords<'program'>;

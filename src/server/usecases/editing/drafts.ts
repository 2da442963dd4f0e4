import type {
  BeginDraft,
  DraftDifference,
  DraftLine,
  ProgramDraft,
  SaveDraft,
} from '#contract/desk/desk-program.ts';
import { nameFault } from '#domain/desk/administrator-name.ts';
import { programChanges } from '#domain/program/change/program-change.ts';
import { Refused } from '#domain/refusal.ts';
import { asLine } from '#domain/values/visible.ts';
import type { ProgramDraftRow } from '#server/storage/db/schema-desk.ts';
import {
  addProgramDraft,
  changeProgramDraft,
  liveProgramDrafts,
  programDraftById,
  programDraftForUpdate,
} from '#server/storage/program/program-drafts.ts';
import {
  latestLoadings,
  loadingsAfter,
  programAsLoaded,
} from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordAct, type Undoing } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import type { ProgramSource } from '#server/usecases/program/loading-wish.ts';
import { changeWords } from './change-words.ts';
import { faultsInFile } from './fault-words.ts';
import { readSource, sourceOfVersion } from './program-text.ts';
import { contentOf, isContent, isMapping, rewritten } from './yaml-content.ts';

/** More are forgotten rather than worked on. */
const draftsAtMost = 30;

/**
 * Begins a draft from a version, or from a file such as a template's or another shop's. Nothing of it reaches a member.
 * @param wish `version` absent: from the program in force
 * @throws Refused `desk-draft-name`, `desk-drafts-many`, `not-found`
 */
export async function beginDraft(context: Context, wish: BeginDraft): Promise<ProgramDraft> {
  const id = makeId(context);
  await transact(context, async (work) => {
    const base = wish.version ?? work.version;
    const [latest] = await latestLoadings(work.db, 1);
    if (base > (latest?.version ?? 0)) throw new Refused({ key: 'not-found' });
    await refuseMany(work);
    const { text, pictures } = await sourceOfVersion(work, base);
    const name = nameIn(wish.name);
    await addProgramDraft(work, {
      id,
      name,
      base_version: base,
      revision: 1,
      text: wish.text ?? text,
      pictures: JSON.stringify(pictures),
      begun_at: work.at,
      saved_at: work.at,
      saved_by: work.context.actor,
      ended_at: null,
      put_version: null,
    });
    await recordAct(work, { act: 'program-draft-begun', details: { name, version: base } });
  });
  return viewDraft(context, id);
}

/** A draft as it was saved, with its faults or with what it changes. @throws Refused `not-found`, `desk-draft-over` */
export async function viewDraft(context: Context, id: string): Promise<ProgramDraft> {
  const work = await readWork(context);
  const row = alive(await programDraftById(work.db, id));
  const read = await readSource(sourceIn(row));
  return {
    ...lineOf(row),
    text: row.text,
    content: contentOf(row.text),
    pictures: sourceIn(row).pictures,
    faults: 'faults' in read ? faultsInFile(read.faults) : [],
    taken: await idsTaken(work),
    changes: 'faults' in read ? [] : changesIn(work, read.program),
  };
}

/** The ids of every store and till of this program, of those that left it, and of those that wait for their day. */
async function idsTaken({ db, at, program }: ReadWork): Promise<string[]> {
  const programs = [program];
  for (const { version } of await loadingsAfter(db, at))
    programs.push(await programAsLoaded(db, version));
  const ids = programs.flatMap(({ stores, gone }) => [
    ...stores.flatMap(({ id, tills }) => [id, ...tills.map((till) => till.id)]),
    ...Object.keys(gone?.stores ?? {}),
    ...Object.keys(gone?.tills ?? {}),
  ]);
  return [...new Set(ids)];
}

const changesIn = ({ program: before }: ReadWork, after: ReadWork['program']) =>
  programChanges(before, after).map((change) => changeWords(change, after, before));

/**
 * Saves a draft, with its faults too. Given as data, what did not change stays as it was written, with its comments.
 * @throws Refused `desk-draft-changed` where somebody saved it since, `desk-draft-over`, `desk-draft-name`, `not-found`
 */
export async function saveDraft(
  context: Context,
  id: string,
  wish: SaveDraft,
): Promise<ProgramDraft> {
  await transact(context, async (work) => {
    const row = await draftToChange(work, id, wish.revision);
    const name = wish.name === undefined ? row.name : nameIn(wish.name);
    const text = textIn(wish, row.text);
    if (text === row.text && name === row.name) return;
    await changeProgramDraft(work, id, {
      name,
      text,
      revision: row.revision + 1,
      saved_at: work.at,
      saved_by: work.context.actor,
    });
  });
  return viewDraft(context, id);
}

/**
 * What differs between a draft as somebody else saved it and the same as I would save it.
 * @throws Refused `desk-draft-over`, `not-found`
 */
export async function compareDraft(
  context: Context,
  id: string,
  mine: SaveDraft,
): Promise<DraftDifference> {
  const { db } = await readWork(context);
  const row = alive(await programDraftById(db, id));
  const theirs = sourceIn(row);
  const saved = await readSource(theirs);
  const wanted = await readSource({ ...theirs, text: textIn(mine, row.text) });
  if ('faults' in saved || 'faults' in wanted)
    return { ...lineOf(row), comparable: false, changes: [] };
  const changes = programChanges(saved.program, wanted.program).map((change) =>
    changeWords(change, wanted.program, saved.program),
  );
  return { ...lineOf(row), comparable: true, changes };
}

/** Ends a draft that is not wanted. @throws Refused `desk-draft-changed`, `desk-draft-over`, `not-found` */
export const discardDraft = (context: Context, id: string, revision: number): Promise<void> =>
  transact(context, async (work) => {
    const { name } = await draftToChange(work, id, revision);
    await endDraft(work, id, null);
    const details = { name, draftId: id };
    await recordAct(work, { act: 'program-draft-discarded', details });
  });

/** A draft that was discarded is worked on again, as it was saved last. @throws Refused `desk-drafts-many`, `not-found` */
export const reviveDraft = (context: Context, id: string, undoing: Undoing): Promise<void> =>
  transact(context, async (work) => {
    await undoing.check(work);
    const row = await programDraftForUpdate(work, id);
    if (!row || row.put_version !== null) throw new Refused({ key: 'not-found' });
    await refuseMany(work);
    await changeProgramDraft(work, id, { ended_at: null });
    const details = { name: row.name, draftId: id };
    await recordAct(work, { act: 'program-draft-revived', details, undoes: undoing.actId });
  });

async function refuseMany({ db }: Work): Promise<void> {
  if ((await liveProgramDrafts(db)).length >= draftsAtMost)
    throw new Refused({ key: 'desk-drafts-many', limit: draftsAtMost });
}

/** @param version what it became; null: nothing */
export const endDraft = (work: Work, id: string, version: number | null): Promise<void> =>
  changeProgramDraft(work, id, {
    ended_at: work.at,
    put_version: version,
    saved_by: work.context.actor,
  });

/** The drafts that are not over, the one that was saved last in front. */
export const listDrafts = async ({ db }: Pick<ReadWork, 'db'>): Promise<DraftLine[]> =>
  (await liveProgramDrafts(db)).map(lineOf);

/** A draft of this revision, locked. @throws Refused `desk-draft-changed`, `desk-draft-over`, `not-found` */
export async function draftToChange(
  work: Work,
  id: string,
  revision: number,
): Promise<ProgramDraftRow> {
  const row = alive(await programDraftForUpdate(work, id));
  if (row.revision === revision) return row;
  const { saved_by: name, saved_at: at } = row;
  throw new Refused({ key: 'desk-draft-changed', name, at, revision: row.revision });
}

/** @throws Refused `desk-draft-over`, `not-found` */
export function alive(row: ProgramDraftRow | undefined): ProgramDraftRow {
  if (!row) throw new Refused({ key: 'not-found' });
  if (row.ended_at !== null) throw new Refused({ key: 'desk-draft-over', name: row.saved_by });
  return row;
}

export const sourceIn = ({ text, pictures }: ProgramDraftRow): ProgramSource => ({
  text,
  pictures: JSON.parse(pictures), // Our own JSON.
});

function nameIn(typed: string): string {
  const name = asLine(typed);
  if (nameFault(name)) throw new Refused({ key: 'desk-draft-name' });
  return name;
}

/** @throws Refused `request-invalid` for data that no file can contain */
function textIn({ text, content }: SaveDraft, before: string): string {
  if (text !== undefined) return text;
  if (content === undefined) return before;
  if (isContent(content) && isMapping(content)) return rewritten(before, content);
  const detail = 'texts, lists and keys only';
  throw new Refused({ key: 'request-invalid', pointer: '/content', detail });
}

const lineOf = (row: Omit<ProgramDraftRow, 'text' | 'pictures'>): DraftLine => ({
  id: row.id,
  name: row.name,
  base: row.base_version,
  revision: row.revision,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
});

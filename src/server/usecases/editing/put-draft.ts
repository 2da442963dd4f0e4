import type { ProgramPut, PutDraft } from '#contract/desk/desk-program.ts';
import { Refused } from '#domain/refusal.ts';
import { programDraftById } from '#server/storage/program/program-drafts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import {
  loadProgram,
  type NewTill,
  withdrawProgram,
} from '#server/usecases/program/load-program.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';
import { beginning, readDraft } from './draft-effect.ts';
import { draftToChange, endDraft, sourceIn } from './drafts.ts';

/**
 * Puts a draft in force, now or on a day, if it and what holds are what the asker saw. Draft and program change
 * together, so asking again after a lost answer finds what was done.
 * @throws Refused `desk-program-changed`, `desk-draft-changed`, `desk-draft-faulty`, `desk-draft-over`, `desk-program-day`,
 * `desk-program-currency`, `desk-program-tier`, `desk-program-waits`, `not-found`
 */
export async function putDraft(
  context: Context,
  id: string,
  { revision, onto, from, accepted }: PutDraft,
): Promise<ProgramPut> {
  const { db } = await readWork(context);
  const row = await programDraftById(db, id);
  if (!row) throw new Refused({ key: 'not-found' });
  const { program, byName } = await readDraft(sourceIn(row));
  const beginsAt = from === undefined ? null : beginning(from, program);
  if (row.put_version !== null && row.revision === revision)
    return { version: row.put_version, beginsAt, tills: [] };
  let put: number | null = null;
  const tills = await asRefused<NewTill[]>(() =>
    loadProgram(context, program, {
      accepted,
      onto,
      file: { text: row.text, pictures: byName },
      ...(beginsAt !== null && { beginsAt }),
      firstDo: async (work) => void (await draftToChange(work, id, revision)),
      thenDo: async (work, version, holds) => {
        put = version;
        await endDraft(work, id, holds);
      },
    }),
  );
  return { version: put, beginsAt, tills };
}

/** Takes back a program that has yet to begin. @throws Refused `desk-program-begun` */
export const takeBackProgram = (context: Context, version: number): Promise<void> =>
  asRefused(() => withdrawProgram(context, version));

async function asRefused<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ProgramFault ? new Refused(error.refusal) : error;
  }
}

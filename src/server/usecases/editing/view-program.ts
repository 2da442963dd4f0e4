import type { DeskProgram, ProgramText, ProgramVersion } from '#contract/desk/desk-program.ts';
import { Refused } from '#domain/refusal.ts';
import { latestLoadings } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type LoadingSeen, listPrograms } from '#server/usecases/program/list-programs.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';
import { changeWords } from './change-words.ts';
import { listDrafts } from './drafts.ts';
import { sourceOfVersion } from './program-text.ts';
import { contentOf } from './yaml-content.ts';

const listedAtMost = 20;

/** The program in force, those that wait for their day, the last ones before, and the drafts. */
export async function viewProgram(context: Context): Promise<DeskProgram> {
  const work = await readWork(context);
  const { name, timeZone, currency } = work.program;
  const versions = await listPrograms(context, listedAtMost);
  return {
    name,
    timeZone,
    currency,
    onto: await scheduleOf(work),
    versions: versions.map(versionOf),
    drafts: await listDrafts(work),
  };
}

const versionOf = ({ changes, program, before, ...loading }: LoadingSeen): ProgramVersion => ({
  version: loading.version,
  beginsAt: loading.beginsAt,
  loadedAt: loading.loadedAt,
  state: loading.state,
  changes: changes?.map((change) => changeWords(change, program, before ?? program)) ?? null,
});

/** The file of a version, to read, to keep or to begin from. @throws Refused `not-found` */
export async function viewProgramText(context: Context, version: number): Promise<ProgramText> {
  const work = await readWork(context);
  const [latest] = await latestLoadings(work.db, 1);
  if (!(version >= 1 && version <= (latest?.version ?? 0))) throw new Refused({ key: 'not-found' });
  const { text, pictures } = await sourceOfVersion(work, version);
  return { text, content: contentOf(text), pictures };
}

import type { BeginningStep, ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import { pictureKey } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { BeginningRow } from '#server/storage/db/schema-desk.ts';
import {
  beginningForUpdate,
  beginningRow,
  changeBeginning,
} from '#server/storage/desk/beginnings.ts';
import { severalMembers } from '#server/storage/people/members.ts';
import { loadingAt } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { fitTemplate, logoFile } from '#server/usecases/program/fit-template.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import type { GivenPicture } from '#server/usecases/program/read-pictures.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';
import { refuseAnswer } from './judge-answer.ts';
import { type BrowserPlace, withSuggestedPlace } from './suggest-place.ts';

/** What a step saves: what is new of the answers, or why it can't be. */
interface Step {
  readonly step: BeginningStep;
  readonly revision: number;
  /** Where the browser is, which suggests what was not answered. */
  readonly place?: BrowserPlace;
  readonly change: (answers: ShopAnswers) => Partial<ShopAnswers>;
  readonly pictures?: readonly GivenPicture[];
}

/**
 * Loads the program of the answers and notes the step, both or neither.
 * @throws Refused `desk-answer` at the field, `desk-begin-changed`, `desk-begun`
 */
export async function saveStep(
  context: Context,
  { step, revision, place, change, pictures = [] }: Step,
): Promise<void> {
  const begun = await beginningRow(context.store.read);
  if (!begun) throw new Refused({ key: 'desk-begun' });
  const said = answersOf(begun);
  const before = place
    ? await withSuggestedPlace(context.store.read, doneSteps(begun), said, place)
    : said;
  const answers = withRewardsThatStay(before, { ...before, ...change(before) });
  const { program, file } = programOf(answers);
  let row = begun;
  await loadProgram(context, program, {
    file,
    pictures,
    keysUnseen: true,
    // What was read above is judged here, under the lock: another revision is refused before anything is loaded.
    firstDo: async (work) => {
      row = await openBeginning(work, revision);
    },
    thenDo: async (work, version) => {
      await changeBeginning(work, {
        revision: revision + 1,
        done: doneWith(row, step, answers),
        answers: JSON.stringify(answers),
        ...(version !== null && { program_version: version }),
      });
    },
  }).catch((error) => {
    if (!(error instanceof ProgramFault)) throw error;
    if (error.refusal.key === 'desk-program-currency') refuseAnswer('currency', 'members');
    throw new Refused(error.refusal);
  });
}

/**
 * The beginning as long as it is one: nobody else has saved a step meanwhile, the program in force is its own, and nobody
 * could lose points by it but the person of the rehearsal, because its steps ask for no passkey.
 * @throws Refused `desk-begun`, `desk-begin-changed`
 */
export async function openBeginning(work: Work, revision: number): Promise<BeginningRow> {
  const row = await beginningForUpdate(work);
  if (!row || row.ended_at !== null || (await severalMembers(work.db)))
    throw new Refused({ key: 'desk-begun' });
  if (row.revision !== revision) throw new Refused({ key: 'desk-begin-changed' });
  const loading = await loadingAt(work.db, work.at);
  if (loading?.version !== row.program_version) throw new Refused({ key: 'desk-begun' });
  return row;
}

/** What the shop has said until now. */
export const answersOf = ({ answers }: BeginningRow): ShopAnswers => JSON.parse(answers); // Ours.

/** The steps that were saved or said. */
export const doneSteps = ({ done }: BeginningRow): readonly BeginningStep[] => JSON.parse(done); // Ours.

/** The same with one more, as the row has them. */
export const doneWith = (row: BeginningRow, step: BeginningStep, answers: ShopAnswers): string => {
  const done = new Set([...doneSteps(row), step]);
  if (!answers.rewards) done.delete('rewards');
  return JSON.stringify([...done]);
};

/**
 * Another template has other rewards, at which nobody has looked; and a sum of another currency is no sum of this one, so that
 * what takes money off is looked at again.
 */
function withRewardsThatStay(before: ShopAnswers, answers: ShopAnswers): ShopAnswers {
  const hasSums = Object.keys(answers.rewards?.amounts ?? {}).length > 0;
  const stay =
    answers.template === before.template && (answers.currency === before.currency || !hasSums);
  if (stay) return answers;
  const { rewards: _, ...others } = answers;
  return others;
}

/** The program of a shop's answers, with its file. */
export function programOf(answers: ShopAnswers) {
  const text = fitTemplate(answers);
  const read = readProgramFile(text);
  if ('faults' in read) throw new Error(`a template is wrong: ${JSON.stringify(read.faults)}`);
  const { logo, color } = answers;
  const program: Program = logo
    ? { ...read.program, brand: { ...read.program.brand, logoPicture: logo } }
    : read.program;
  const pictures = logo ? { [pictureKey('logo', logoFile)]: { ...logo, color } } : {};
  return { program, file: { text, pictures } };
}

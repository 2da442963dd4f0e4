import type {
  BeginLook,
  BeginPlace,
  BeginStore,
  BeginTemplate,
  SayDone,
} from '#contract/desk/desk-begin.ts';
import {
  judgeBrandColour,
  judgeCurrency,
  judgeName,
  judgePurchase,
} from '#domain/desk/beginning/answers.ts';
import type { BeginningStep, ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { pictureKey } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { isLanguage } from '#i18n/language.ts';
import type { BeginningRow } from '#server/storage/db/schema-desk.ts';
import {
  addBeginning,
  beginningForUpdate,
  beginningRow,
  changeBeginning,
} from '#server/storage/desk/beginnings.ts';
import { severalMembers } from '#server/storage/people/members.ts';
import { firstLoading, loadingAt } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { fitTemplate, logoFile } from '#server/usecases/program/fit-template.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import type { GivenPicture } from '#server/usecases/program/read-pictures.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';
import { isTimeZone } from '#server/usecases/program/time-zone.ts';
import { accept, refuseAnswer } from './judge-answer.ts';
import { readLogo } from './read-logo.ts';

/** A shop of which nothing is known yet: it has a program, because nothing opens without one. */
const unknownShop: ShopAnswers = {
  template: 'bakery',
  name: 'New shop',
  color: '#155e75',
  logo: null,
  currency: 'EUR',
  timeZone: 'Etc/UTC',
  languages: ['ar'],
  purchaseMinor: usualPurchaseMinor('bakery', 'EUR'),
  store: { name: 'Our shop', till: 'tablet' },
};

/**
 * Begins a shop in a database without a program.
 * @returns false where there is a program
 */
export async function beginShop(context: Context): Promise<boolean> {
  if (await firstLoading(context.store.read)) return false;
  const { program, file } = programOf(unknownShop);
  await loadProgram(context, program, {
    file,
    keysUnseen: true,
    thenDo: async (work, version) => {
      await addBeginning(work, {
        revision: 1,
        answers: JSON.stringify(unknownShop),
        done: '[]',
        program_version: version ?? 1,
        began_at: work.at,
        ended_at: null,
      });
    },
  });
  return true;
}

/** What a step saves: what is new of the answers, or why it can't be. */
interface Step {
  readonly step: BeginningStep;
  readonly revision: number;
  readonly change: (answers: ShopAnswers) => Partial<ShopAnswers>;
  readonly pictures?: readonly GivenPicture[];
}

/** @throws Refused `desk-answer` at the field, `desk-begin-changed`, `desk-begun` */
export const saveTemplate = (context: Context, { revision, template, name }: BeginTemplate) =>
  saveStep(context, {
    step: 'template',
    revision,
    change: (before) => ({
      template,
      name: accept('name', judgeName(name)),
      // What was answered stays where only the name is put right.
      ...(template !== before.template && {
        purchaseMinor: usualPurchaseMinor(template, before.currency),
      }),
    }),
  });

/**
 * @param wish `logo`: a file, base64; null: letters again; absent: as it is
 * @throws Refused as `saveTemplate`
 */
export async function saveLook(context: Context, wish: BeginLook): Promise<void> {
  const { revision, logo } = wish;
  const color = accept('color', judgeBrandColour(wish.color));
  const given = logo ? await readLogo(logo) : null;
  const change = {
    color,
    ...(logo === null && { logo: null }),
    ...(given && { logo: { hash: given.hash, ratio: given.ratio } }),
  };
  await saveStep(context, {
    step: 'look',
    revision,
    change: () => change,
    ...(given && { pictures: [given] }),
  }).catch((error) => {
    // Only encoding shows that it has more detail than a phone can load.
    if (error instanceof PictureFault) refuseAnswer('logo', 'logo');
    throw error;
  });
}

/** @throws Refused as `saveTemplate` */
export function savePlace(context: Context, wish: BeginPlace): Promise<void> {
  const { revision, timeZone } = wish;
  const languages = wish.languages.filter((one) => isLanguage(one) && one !== 'en');
  const currency = accept('currency', judgeCurrency(wish.currency));
  if (!isTimeZone(timeZone)) refuseAnswer('timeZone', 'time-zone');
  const purchaseMinor = accept(
    'purchase',
    judgePurchase(wish.purchase, currency),
    writeDecimal(usualPurchaseMinor('any', currency), minorDigits(currency)),
  );
  return saveStep(context, {
    step: 'place',
    revision,
    change: () => ({ languages, currency, timeZone, purchaseMinor }),
  });
}

/** @throws Refused as `saveTemplate` */
export const saveFirstStore = (context: Context, { revision, name, till }: BeginStore) =>
  saveStep(context, {
    step: 'store',
    revision,
    change: () => ({ store: { name: accept('name', judgeName(name)), till } }),
  });

/**
 * Notes that a step is done that nobody can see from here. With the last one the beginning ends, and the program is
 * changed as any other from then on.
 * @throws Refused `desk-begin-changed`, `desk-begun`
 */
export function saveSaid(context: Context, { revision, step }: SayDone): Promise<void> {
  return transact(context, async (work) => {
    const row = await openBeginning(work, revision);
    await changeBeginning(work, {
      revision: revision + 1,
      done: doneWith(row, step),
      ...(step === 'rehearsal' && { ended_at: work.at }),
    });
  });
}

/** Loads the program of the answers and notes the step, both or neither. */
async function saveStep(
  context: Context,
  { step, revision, change, pictures = [] }: Step,
): Promise<void> {
  const begun = await beginningRow(context.store.read);
  if (!begun) throw new Refused({ key: 'desk-begun' });
  const before = answersOf(begun);
  const answers = { ...before, ...change(before) };
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
        done: doneWith(row, step),
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
async function openBeginning(work: Work, revision: number): Promise<BeginningRow> {
  const row = await beginningForUpdate(work);
  if (!row || row.ended_at !== null || (await severalMembers(work.db)))
    throw new Refused({ key: 'desk-begun' });
  if (row.revision !== revision) throw new Refused({ key: 'desk-begin-changed' });
  const loading = await loadingAt(work.db, work.at);
  if (loading?.version !== row.program_version) throw new Refused({ key: 'desk-begun' });
  return row;
}

export const answersOf = ({ answers }: BeginningRow): ShopAnswers => JSON.parse(answers); // Ours.

export const doneSteps = ({ done }: BeginningRow): readonly BeginningStep[] => JSON.parse(done); // Ours.

const doneWith = (row: BeginningRow, step: BeginningStep): string =>
  JSON.stringify([...new Set([...doneSteps(row), step])]);

function programOf(answers: ShopAnswers) {
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

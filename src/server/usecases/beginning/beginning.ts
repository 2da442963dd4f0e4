import type {
  BeginLook,
  BeginPlace,
  BeginRewards,
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
import type { ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { isLanguage } from '#i18n/language.ts';
import { addBeginning, changeBeginning } from '#server/storage/desk/beginnings.ts';
import { firstLoading } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import { isTimeZone } from '#server/usecases/program/time-zone.ts';
import { accept, refuseAnswer } from './judge-answer.ts';
import { ownRewardsIn } from './own-rewards.ts';
import { readLogo } from './read-logo.ts';
import { answersOf, doneWith, openBeginning, programOf, saveStep } from './save-step.ts';
import type { BrowserPlace } from './suggest-place.ts';

/** A shop of which nothing is known yet: it has a program, because nothing opens without one. */
const unknownShop: ShopAnswers = {
  // Until it says what it sells, nothing of its program is of one trade.
  template: 'any',
  name: 'New shop',
  color: '#155e75',
  logo: null,
  currency: 'EUR',
  timeZone: 'Etc/UTC',
  languages: ['ar'],
  purchaseMinor: usualPurchaseMinor('any', 'EUR'),
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

/**
 * @param place where the browser is: the shop is in its currency before it has said another one
 * @throws Refused `desk-answer` at the field, `desk-begin-changed`, `desk-begun`
 */
export const saveTemplate = (
  context: Context,
  { revision, template, name }: Omit<BeginTemplate, 'timeZone'>,
  place: BrowserPlace,
) =>
  saveStep(context, {
    step: 'template',
    revision,
    place,
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
export const saveRewards = (context: Context, { revision, ...wish }: BeginRewards) =>
  saveStep(context, {
    step: 'rewards',
    revision,
    change: (before) => ({ rewards: ownRewardsIn(before, wish) }),
  });

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
      done: doneWith(row, step, answersOf(row)),
      ...(step === 'rehearsal' && { ended_at: work.at }),
    });
  });
}

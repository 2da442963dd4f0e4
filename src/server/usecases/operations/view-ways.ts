import type { DeskWays } from '#contract/desk/desk-ways.ts';
import { textIn } from '#domain/program/text.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';

/** Twelve digits such as a voucher's. */
const digits = '482016357391';

/** How each store's tills take a voucher, what its scanners read, and its posters. */
export async function viewWays(context: Context, language: Language): Promise<DeskWays> {
  const work = await readWork(context);
  const stores = work.program.stores.map(
    ({ id, name, way = 'page', scanner = plainProfile, posters }) => ({
      id,
      name,
      way,
      scanner,
      example: scanner.prefix + digits + scanner.suffix,
      posters: posters.map(({ placement, place }) => ({
        placement,
        place: textIn(place, language),
      })),
    }),
  );
  return { stores, onto: await scheduleOf(work) };
}

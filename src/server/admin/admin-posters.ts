import { isLanguage } from '#i18n/language.ts';
import { type PosterSize, posterSheets, posterSizes } from '#server/usecases/desk/poster-sheets.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands, knownStore, unknown } from './admin-command.ts';

/** What a store hangs up; `docs/program.md` says where each placement's address comes from. */
export const posterCommands = {
  posters,
} satisfies Commands;

async function posters(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['size', 'language']);
  const [storeId] = words;
  if (storeId !== undefined) await knownStore(context, storeId);
  const size = sizeIn(options.size ?? 'a4');
  const language = options.language ?? 'en';
  if (!isLanguage(language)) throw unknown('language', language, ['en', 'ar']);
  const wish = { size, language, ...(storeId !== undefined && { storeId }) };
  const { html, count } = await posterSheets(context, wish);
  if (count === 0)
    throw new AdminFault(
      'No placement stands in the program there: a store lists them as "posters".',
    );
  return [html];
}

function sizeIn(said: string): PosterSize {
  if (Object.hasOwn(posterSizes, said)) return said as PosterSize; // `hasOwn` has shown that this is a key.
  throw unknown('size', said, Object.keys(posterSizes));
}

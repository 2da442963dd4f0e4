import { readExternalId } from '#domain/people/external-id.ts';
import { Refused } from '#domain/refusal.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { knownMember } from '#server/admin/admin-members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  giveExternalId,
  listExternalIds,
  takeExternalId,
} from '#server/usecases/members/external-ids.ts';
import { importFile, importPurchasesFile } from './import-file.ts';

/** What other systems know of members. */
export const sourceCommands = {
  'external-id': externalId,
  'import-members': importFile,
  'import-purchases': importPurchasesFile,
} satisfies Commands;

async function externalId(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [], ['remove']);
  const typed = words.length > 1 ? words.at(-1) : undefined;
  const named = typed === undefined ? null : readExternalId(typed);
  // A membership number may be typed in groups: then the last word is a part of it.
  const isPart = typed !== undefined && /^\d+$/.test(typed);
  if (typed !== undefined && !named && !isPart) {
    throw new AdminFault(
      `"${typed}" is no SOURCE:ID: a name in small letters, a colon, and an id without spaces, as in shopify:5123.`,
    );
  }
  if (options.remove && !named) {
    throw new AdminFault('Say which one: external-id MEMBER SOURCE:ID --remove.');
  }
  const member = await knownMember(context, words.slice(0, named ? -1 : undefined).join(' '));
  if (!named) return listLines(await listExternalIds(context, member));
  const wish = { member, externalId: named };
  if (options.remove) return listLines(await takeExternalId(context, wish, 'support'));
  try {
    return listLines(await giveExternalId(context, wish, 'support'));
  } catch (error) {
    if (error instanceof Refused && error.refusal.key === 'external-id-taken') {
      throw new AdminFault(
        `"${typed}" is another member's: npm run admin -- external-id ${typed} ${typed} --remove takes it off.`,
      );
    }
    if (error instanceof Refused && error.refusal.key === 'external-ids-full') {
      throw new AdminFault(`They have ${error.refusal.limit} already: take one off with --remove.`);
    }
    throw error;
  }
}

const listLines = (ids: Awaited<ReturnType<typeof listExternalIds>>): readonly string[] =>
  ids.length === 0
    ? ['No other system’s number is known of them.']
    : ids.map(({ source, id, since }) => `${source}:${id}  since ${since.slice(0, 10)}`);

import { AdminFault, type Commands, readName } from '#server/admin/admin-command.ts';
import { localText } from '#server/admin/admin-time.ts';
import { beginShop } from '#server/usecases/beginning/beginning.ts';
import { linkForOwner } from '#server/usecases/desk/administrators.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** Who opens the desk first, and who gets back in when every passkey of the owners is lost. */
export const deskCommands = {
  begin: async (context, words) => {
    const name = readName(words);
    if (!(await beginShop(context)))
      throw new AdminFault(
        'There is a program in this database. For a link to the desk: npm run admin -- desk-owner NAME',
      );
    const { url, until } = await linkForOwner(context, name);
    return [
      'The shop has begun. Start the server if it does not run: npm run serve',
      `Then open this in ${name}'s browser, once, until ${localText(until, 'UTC')} (UTC). It makes a passkey and leads through the rest, in about ten minutes:`,
      url,
    ];
  },
  'desk-owner': async (context, words) => {
    const name = readName(words);
    const { url, until } = await linkForOwner(context, name);
    const { program } = await readWork(context);
    return [
      `Open this in ${name}'s browser, once, until ${localText(until, program.timeZone)}. It makes a passkey:`,
      url,
      'Passkeys that this owner had end when it is used.',
    ];
  },
} satisfies Commands;

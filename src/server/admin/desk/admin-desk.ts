import { type Commands, readName } from '#server/admin/admin-command.ts';
import { localText } from '#server/admin/admin-time.ts';
import { linkForOwner } from '#server/usecases/desk/administrators.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** Who opens the desk first, and who gets back in when every passkey of the owners is lost. */
export const deskCommands = {
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

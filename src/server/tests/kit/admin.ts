import { AdminFault } from '#server/admin/admin-command.ts';
import { adminCommands } from '#server/admin/admin-commands.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** Runs a command of `npm run admin` in this process, which takes a tenth of the time. @returns what it prints */
export async function runCommand(context: Context, name: string, ...args: string[]) {
  const command = adminCommands[name];
  if (!command) throw new Error(`there is no command ${name}`);
  return (await command.run(context, args)).join('\n');
}

/** Why a command can't be done, as its user reads it. */
export async function refusedCommand(context: Context, name: string, ...args: string[]) {
  try {
    return `done: ${await runCommand(context, name, ...args)}`;
  } catch (error) {
    if (error instanceof AdminFault) return error.message;
    throw error;
  }
}

import type { CommandTable } from './admin-command.ts';
import { dataCommands } from './commands-of-data.ts';
import { shopCommands } from './commands-of-shop.ts';

/** Every command of `npm run admin`, by subject, in the order of its usage. */
export const adminCommands: CommandTable = { ...shopCommands, ...dataCommands };

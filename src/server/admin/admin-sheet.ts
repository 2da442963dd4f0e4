import { scannerSheet } from '#server/http/pages/scanner-sheet.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type Commands, knownStore } from './admin-command.ts';

export const sheetCommands = {
  sheet: async (context, [storeId = '']) => {
    const store = await knownStore(context, storeId);
    const { program } = await readWork(context);
    const { html } = await scannerSheet(store, 'en', program.name);
    return [html];
  },
} satisfies Commands;

import { scannerSheet } from '#server/http/till/scanner-sheet.ts';
import { verify } from '#server/storage/verify/verify.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { actCommands } from './admin-acts.ts';
import { AdminFault, type CommandTable, knownStore } from './admin-command.ts';
import { memberCommands } from './admin-members.ts';
import { mintCommands } from './admin-mint.ts';
import { poolCommands } from './admin-pools.ts';
import { posterCommands } from './admin-posters.ts';
import { programCommands } from './admin-program.ts';
import { staffCommands } from './admin-staff.ts';
import { tillCommands } from './admin-tills.ts';
import { watchCommands } from './admin-watch.ts';
import { webhooks } from './admin-webhooks.ts';

/** Every command of `npm run admin`, by subject, in the order of its usage. */
export const adminCommands: CommandTable = {
  ...programCommands,
  ...staffCommands,
  ...tillCommands,
  ...posterCommands,
  ...memberCommands,
  sheet: {
    args: 'STORE',
    does: "the test sheet of a store's scanners, as a page to print (> sheet.html)",
    run: async (context, [storeId = '']) => {
      const store = await knownStore(context, storeId);
      const { program } = await currentProgram(context.store.read);
      const { html } = await scannerSheet(store, 'en', program.name);
      return [html];
    },
  },
  ...mintCommands,
  ...poolCommands,
  verify: {
    args: '',
    does: 'replay the ledger against every cached figure',
    run: async (context) => {
      const findings = await verify(context.store);
      if (findings.length === 0) return ['Every figure is what the ledger says.'];
      const lines = findings.map(
        (one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`,
      );
      throw new AdminFault(lines.join('\n'));
    },
  },
  webhooks,
  ...watchCommands,
  ...actCommands,
};

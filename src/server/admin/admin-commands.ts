import { scannerSheet } from '#server/http/till/scanner-sheet.ts';
import { ledgerSize } from '#server/storage/verify/ledger-size.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { isItsSecretKey, takeNewSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { actCommands } from './admin-acts.ts';
import { AdminFault, type CommandTable, knownStore, many, NothingToDo } from './admin-command.ts';
import { memberCommands } from './admin-members.ts';
import { mintCommands } from './admin-mint.ts';
import { poolCommands } from './admin-pools.ts';
import { posterCommands } from './admin-posters.ts';
import { programCommands } from './admin-program.ts';
import { returnCommands } from './admin-returns.ts';
import { staffCommands } from './admin-staff.ts';
import { tierCommands } from './admin-tier.ts';
import { tillCommands } from './admin-tills.ts';
import { textOf } from './admin-time.ts';
import { watchCommands } from './admin-watch.ts';
import { webhooks } from './admin-webhooks.ts';
import { backupCommands } from './backup/admin-backup.ts';
import { drillCommands } from './backup/admin-drill.ts';
import { restoreCommands } from './backup/admin-restore.ts';

/** Every command of `npm run admin`, by subject, in the order of its usage. */
export const adminCommands: CommandTable = {
  ...programCommands,
  ...staffCommands,
  ...tillCommands,
  ...posterCommands,
  ...memberCommands,
  ...tierCommands,
  sheet: {
    args: 'STORE',
    does: "the test sheet of a store's scanners, as a page to print (> sheet.html)",
    run: async (context, [storeId = '']) => {
      const store = await knownStore(context, storeId);
      const { program } = await readWork(context);
      const { html } = await scannerSheet(store, 'en', program.name);
      return [html];
    },
  },
  ...mintCommands,
  ...poolCommands,
  ...backupCommands,
  ...drillCommands,
  ...restoreCommands,
  doctor: {
    args: '[ADDRESS] [--json]',
    does: 'look whether the installation is right, and say what to do: settings, database, key,\nmail (sends one to ADDRESS), public address and TLS, disk, clock, build, verify, backup.\nEnds with 1 where something is bad',
    run: async () => {
      throw new Error('admin.ts runs it, without a context');
    },
  },
  verify: {
    args: '',
    does: 'replay the ledger against every cached figure',
    run: async (context) => {
      const { entries, members, since } = await ledgerSize(context.store.read);
      if (since === null) {
        throw new NothingToDo('There is nothing to verify: not one entry is in this ledger.');
      }
      const findings = await verifyBooks(context);
      if (findings.length === 0) {
        return [
          'Every figure is what the ledger says.',
          `Replayed: ${many(entries, 'entry', 'entries')} of ${many(members, 'member')}, since ${textOf(since)}.`,
        ];
      }
      const lines = findings.map(
        (one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`,
      );
      throw new AdminFault(lines.join('\n'));
    },
  },
  'new-secret-key': {
    args: '',
    does: 'take the SECRET_KEY that is set, as the one before is lost: what was made under that is void',
    run: async (context) => {
      if (await isItsSecretKey(context)) return ['The database is under this SECRET_KEY already.'];
      await takeNewSecretKey(context);
      return [
        'The database is under the SECRET_KEY that is set now.',
        'Everybody is signed out; PINs, keys of tills, live vouchers and codes of pools are void (docs/operations.md).',
      ];
    },
  },
  webhooks,
  ...returnCommands,
  ...watchCommands,
  ...actCommands,
};

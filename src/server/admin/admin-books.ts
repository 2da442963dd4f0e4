import { ledgerSize } from '#server/storage/verify/ledger-size.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { isItsSecretKey, takeNewSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { TurnFault, turnSecretKey } from '#server/usecases/turning/turn-secret-key.ts';
import { AdminFault, type Commands, many, NothingToDo } from './admin-command.ts';
import { textOf } from './admin-time.ts';

const doctor = '  npm run admin -- doctor';

/** Whether the books are right, and the key that they are under. */
export const bookCommands = {
  verify: async (context) => {
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
    const lines = findings.map((one) => `${one.about} of ${one.memberId ?? 'all'}: ${one.detail}`);
    throw new AdminFault(lines.join('\n'));
  },
  'new-secret-key': async (context) => {
    if (await isItsSecretKey(context)) return ['The database is under this SECRET_KEY already.'];
    await takeNewSecretKey(context);
    return [
      'The database is under the SECRET_KEY that is set now.',
      'Everybody is signed out; PINs, keys of tills, live vouchers and codes of pools are void (docs/operations.md).',
    ];
  },
  'turn-secret-key': async (context) => {
    try {
      const report = await turnSecretKey(context);
      if (!report)
        return ['The key is turned already. What SECRET_KEY_ALSO is still needed for:', doctor];
      const { members, poolCodes, answers } = report;
      return [
        'The database is under the SECRET_KEY that is set now.',
        `Written anew under it: the entries of ${many(members, 'member')}, ${many(poolCodes, 'code')} of pools, ${many(answers, 'answer')} kept for tills.`,
        'Leave SECRET_KEY_ALSO as it is. Until when, and for whom:',
        doctor,
      ];
    } catch (fault) {
      throw fault instanceof TurnFault ? new AdminFault(fault.message) : fault;
    }
  },
} satisfies Commands;

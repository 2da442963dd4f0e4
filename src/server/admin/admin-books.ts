import { ledgerSize } from '#server/storage/verify/ledger-size.ts';
import type { Progress } from '#server/storage/verify/verify.ts';
import type { Finding } from '#server/storage/verify/verify-member.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { verifyKept } from '#server/usecases/books/verify-kept.ts';
import {
  isItsSecretKey,
  isUnderOtherKey,
  takeNewSecretKey,
} from '#server/usecases/program/its-secret-key.ts';
import { TurnFault, turnSecretKey } from '#server/usecases/turning/turn-secret-key.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands, many, NothingToDo } from './admin-command.ts';
import { textOf } from './admin-time.ts';

const doctor = '  npm run admin -- doctor';

const lineOf = ({ about, memberId, detail }: Finding): string =>
  `${about} of ${memberId ?? 'all'}: ${detail}`;

const sayEveryMs = 10_000;

/** Says on the way, apart from the result, what was found and how an interrupted run goes on. */
function sayNowAndThen(): NonNullable<Progress['reached']> {
  let said = performance.now();
  const found: Finding[] = [];
  return (memberId, some) => {
    found.push(...some);
    if (performance.now() - said < sayEveryMs) return;
    said = performance.now();
    const lines = found.splice(0).map(lineOf);
    const place = `Up to member ${memberId}. Interrupted, it goes on with: npm run admin -- verify --after ${memberId}`;
    process.stderr.write(`${[...lines, place].join('\n')}\n`);
  };
}

/** Whether the books are right, and the key that they are under. */
export const bookCommands = {
  verify: async (context, args) => {
    const { after = '', 'may-be-empty': mayBeEmpty } = readArgs(
      args,
      ['after'],
      ['may-be-empty'],
    ).options;
    const { entries, members, since } = await ledgerSize(context.store.read);
    if (since === null && !mayBeEmpty) {
      throw new NothingToDo('There is nothing to verify: not one entry is in this ledger.');
    }
    const ledger = await verifyBooks(context, { after, reached: sayNowAndThen() });
    const findings = [...ledger, ...(await verifyKept(context))];
    // A shop that has not opened yet is backed up too. A ledger that was lost is found by balances without an entry.
    if (findings.length === 0 && since === null)
      return ['Not one entry is in this ledger yet, and nobody has points without one.'];
    if (findings.length === 0 && since !== null) {
      return [
        'Every figure is what the ledger says.',
        `Replayed: ${many(entries, 'entry', 'entries')} of ${many(members, 'member')}, since ${textOf(since)}.`,
      ];
    }
    throw new AdminFault(findings.map(lineOf).join('\n'));
  },
  'new-secret-key': async (context) => {
    if (await isUnderOtherKey(context)) {
      throw new AdminFault(
        'The database is under SECRET_KEY_ALSO, and nothing of it is lost: npm run admin -- turn-secret-key, or exchange the two.',
      );
    }
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
      const { members, mintCodes, poolCodes, answers } = report;
      return [
        'The database is under the SECRET_KEY that is set now.',
        `Written anew under it: the entries of ${many(members, 'member')}, ${many(poolCodes, 'code')} of pools, ${many(mintCodes, 'code')} at vendors, ${many(answers, 'answer')} kept for tills.`,
        'Leave SECRET_KEY_ALSO as it is. Until when, and for whom:',
        doctor,
      ];
    } catch (fault) {
      throw fault instanceof TurnFault ? new AdminFault(fault.message) : fault;
    }
  },
} satisfies Commands;

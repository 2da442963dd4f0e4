import type { Program } from '#domain/program.ts';
import type { Context } from '#server/context.ts';
import { type PoolLowFacts, poolLowMail } from '#server/mail/pool-low-mail.ts';
import type { Tx } from '#server/storage/store.ts';
import { queueMail } from './queue-mail.ts';

/** Mails the operator that a pool runs out, if anybody wants to know. */
export async function tellOperator(
  tx: Tx,
  context: Context,
  program: Program,
  facts: Omit<PoolLowFacts, 'to' | 'program'>,
): Promise<void> {
  const to = context.operatorMail;
  if (to !== null) await queueMail(tx, context, poolLowMail({ to, program, ...facts }));
}

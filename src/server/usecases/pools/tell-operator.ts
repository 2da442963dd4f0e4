import type { Program } from '#domain/program/program.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { type PoolLowFacts, poolLowMail } from '#server/words/mail/pool-low-mail.ts';

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

import { noticeWorthMs, queueMail } from '#server/usecases/ground/queue-mail.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { type PoolLowFacts, poolLowMail } from '#server/words/mail/pool-low-mail.ts';

/** Mails the operator that a pool runs low, if the settings name one. */
export async function tellOperator(
  work: Work,
  facts: Omit<PoolLowFacts, 'to' | 'program'>,
): Promise<void> {
  const to = work.context.operatorMail;
  if (to === null) return;
  const mail = poolLowMail({ to, program: work.program, ...facts });
  await queueMail(work, mail, { worthUntil: work.at + noticeWorthMs });
}

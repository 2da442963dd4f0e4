import type { Money } from '#domain/money.ts';
import type { Program } from '#domain/program.ts';
import { Refused } from '#domain/refusal.ts';
import { isAhead, isPast } from '#domain/till-clock.ts';
import type { Context } from '#server/context.ts';

/** @throws Refused `time-ahead`, `time-past` */
export function refuseTime(context: Pick<Context, 'now'>, at: number): void {
  const now = context.now();
  if (isAhead(at, now)) throw new Refused({ key: 'time-ahead' });
  if (isPast(at, now)) throw new Refused({ key: 'time-past' });
}

/** @throws Refused `currency-other` */
export function refuseOtherCurrency({ currency }: Program, money: Money): void {
  if (money.currency !== currency) throw new Refused({ key: 'currency-other', expected: currency });
}

import type { Money } from '#domain/money.ts';
import type { Program } from '#domain/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';

/** Tills' clocks are a little off; more than this is a mistake that would buy a tier in the future. */
const aheadAtMostMs = 5 * 60_000;

/** @throws Refused `time-ahead` */
export function refuseAhead(context: Pick<Context, 'now'>, at: number): void {
  if (at > context.now() + aheadAtMostMs) throw new Refused({ key: 'time-ahead' });
}

/** @throws Refused `currency-other` */
export function refuseOtherCurrency({ currency }: Program, money: Money): void {
  if (money.currency !== currency) throw new Refused({ key: 'currency-other', expected: currency });
}

import type { Result } from './load-plan.ts';
import { quantile } from './report.ts';

/** @param tookMs each redemption's own time. @param overallMs from the first one's begin to the last one's end */
export const resultOf = (tookMs: readonly number[], overallMs: number): Result => ({
  aSecond: (tookMs.length / overallMs) * 1000,
  meanMs: tookMs.reduce((sum, one) => sum + one, 0) / tookMs.length,
  p50Ms: quantile(tookMs, 0.5),
  p99Ms: quantile(tookMs, 0.99),
});

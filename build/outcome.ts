/** What a stage found. A check that is no test by itself (types, lint, a size) counts as one. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown whole when something failed. */
  readonly report: string;
  /** Shown in any case: figures worth seeing. */
  readonly note?: string;
};

export function single(passed: boolean, report: string): Outcome {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, report };
}

export function total(outcomes: readonly Outcome[]): { passed: number; failed: number } {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

import type { AuditFinding } from '#domain/desk/audit/finding.ts';

/** A finding of the audit; `more`: how many of the same kind come after it and are not listed. */
export interface AuditLine extends AuditFinding {
  readonly more: number;
}

/** What a careful colleague would point at, the worst first. */
export interface DeskAudit {
  readonly marginPercent: number;
  /** Minor units; null: nobody said. */
  readonly liabilityAtMost: number | null;
  readonly findings: readonly AuditLine[];
}

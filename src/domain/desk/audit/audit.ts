import type { Program } from '#domain/program/program.ts';
import type { AuditFacts } from './facts.ts';
import { type AuditFinding, severities } from './finding.ts';
import { lookFindings } from './look.ts';
import { marginFindings } from './margin.ts';
import { pointsFindings } from './points.ts';
import { rewardFindings } from './rewards.ts';
import { serverFindings } from './server.ts';
import { storeFindings } from './stores.ts';
import { tierFindings } from './tiers.ts';

/** What hardly any shop keeps less of, of what is paid, where it has not said. */
export const usualMarginPercent = 30;

/**
 * What a careful colleague would point at in a program and what stands beside it: nothing of it is refused by the file's
 * checks, and all of it costs the shop or its members something. The worst first.
 */
export function audit(program: Program, facts: AuditFacts): AuditFinding[] {
  const all = [
    ...marginFindings(program, facts.marginPercent),
    ...rewardFindings(program, facts),
    ...tierFindings(program),
    ...pointsFindings(program, facts),
    ...lookFindings(program),
    ...storeFindings(program, facts),
    ...serverFindings(program, facts),
  ];
  return severities.flatMap((severity) => all.filter((one) => one.severity === severity));
}

import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { MessageConsent } from './message.ts';

/** What the profile asks a member to agree to: only what some rule gives for, because the rest is no business of ours. */
export const consentsAsked = ({ earning = [] }: Pick<Program, 'earning'>): MessageConsent[] => [
  ...new Set(earning.flatMap(consentsOf)),
];

function consentsOf(rule: EarningRule): MessageConsent[] {
  if (rule.kind === 'newsletter') return ['newsletter'];
  const asksBirthday =
    rule.kind === 'birthday' || (rule.kind === 'profile-step' && rule.fact === 'birthday');
  return asksBirthday ? ['birthday'] : [];
}

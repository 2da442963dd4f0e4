import { isPublicAddress } from '#domain/desk/public-address.ts';
import type { Program } from '#domain/program/program.ts';
import type { AuditFacts } from './facts.ts';
import { type AuditFinding, found, when } from './finding.ts';

/** Who gets in when a phone is lost, and what leaves the server. */
export const serverFindings = (program: Program, facts: AuditFacts): AuditFinding[] => [
  ...peopleFindings(facts),
  ...settingFindings(program, facts),
];

function peopleFindings({ administrators }: AuditFacts): AuditFinding[] {
  const at = { at: 'administrators' } as const;
  const owners = administrators.filter(({ role, passkeys }) => role === 'owner' && passkeys > 0);
  return [
    ...when(owners.length < 2, () => found('no-second-owner', at)),
    ...owners.flatMap(({ name, passkeys }) =>
      when(passkeys === 1, () => found('owner-with-one-passkey', { at: 'own-passkeys' }, { name })),
    ),
    ...administrators.flatMap(({ name, passkeys }) =>
      when(passkeys === 0, () => found('invitation-unused', at, { name })),
    ),
  ];
}

function settingFindings({ stores }: Program, facts: AuditFacts): AuditFinding[] {
  const { sendsMail, tellsOperator, publicUrl, stoppedWebhooks } = facts;
  const setting = (name: string) => ({ at: 'setting', name }) as const;
  return [
    ...when(!sendsMail, () => found('mail-not-sent', setting('SMTP_URL'))),
    ...when(!tellsOperator && stores.some(({ way }) => way === 'pool'), () =>
      found('operator-untold', setting('OPERATOR_MAIL')),
    ),
    ...when(!isPublicAddress(publicUrl), () =>
      found('address-local', setting('PUBLIC_URL'), { address: publicUrl }),
    ),
    ...stoppedWebhooks.map((address) =>
      found('webhook-stopped', { at: 'command', command: 'webhook list' }, { address }),
    ),
  ];
}

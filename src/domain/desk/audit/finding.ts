import type { Text } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';

/** How bad it is: members or the shop suffer of it, they may, or somebody tidy would change it. */
export const severities = ['error', 'warning', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** Every finding, with how bad it is. Its sentence and the way to mend it are `audit.KEY` and `audit.KEY.mend` of the catalogue. */
export const findingSeverities = {
  'reward-at-loss': 'error',
  'discount-above-margin': 'error',
  'tier-above-margin': 'warning',
  'multiplier-above-margin': 'warning',
  'minimum-below-amount': 'warning',
  'welcome-costly': 'warning',
  'reward-price-uneven': 'warning',
  'no-reward-for-everybody': 'error',
  'reward-out-of-reach': 'warning',
  'first-reward-far': 'warning',
  'reward-free-without-limit': 'warning',
  'reward-sold-out': 'warning',
  'reward-ended': 'hint',
  'reward-not-looked-at': 'warning',
  'reward-when-closed': 'warning',
  'rewards-same-name': 'warning',
  'voucher-too-short': 'warning',
  'tier-gives-nothing': 'warning',
  'tier-rate-falls': 'error',
  'tiers-same-name': 'warning',
  'tiers-same-colour': 'hint',
  'paid-tier-dear': 'warning',
  'rule-ended': 'hint',
  'rule-capped': 'warning',
  'rule-needs-lines': 'warning',
  'birthday-untold': 'hint',
  'expiry-untold': 'error',
  'expiry-told-late': 'warning',
  'points-end-early': 'warning',
  'pending-long': 'warning',
  'liability-high': 'warning',
  'language-half-done': 'warning',
  'brand-colour-dimmed': 'hint',
  'brand-colour-lost': 'warning',
  'no-logo': 'hint',
  'store-without-poster': 'warning',
  'store-without-associate': 'error',
  'store-with-one-associate': 'warning',
  'stores-same-name': 'warning',
  'till-without-key': 'error',
  'till-without-device': 'error',
  'tills-same-name': 'warning',
  'associate-locked': 'warning',
  'pool-missing': 'error',
  'pool-empty': 'error',
  'pool-low': 'warning',
  'store-not-connected': 'error',
  'no-second-owner': 'warning',
  'owner-with-one-passkey': 'hint',
  'invitation-unused': 'hint',
  'mail-not-sent': 'error',
  'operator-untold': 'warning',
  'address-local': 'error',
  'webhook-stopped': 'warning',
} as const satisfies Record<string, Severity>;

export type FindingKey = keyof typeof findingSeverities;

/** A value of a finding's sentence: a name as it is, words of the program, a number, or an amount. */
export type FindingValue = string | number | Text | Money;

/** Where it is mended. */
export type Mend =
  /** A field of the program: its path of keys and indexes, as the file has it. */
  | { readonly at: 'program'; readonly path: readonly (string | number)[] }
  | { readonly at: 'store'; readonly storeId: string }
  | { readonly at: 'administrators' }
  | { readonly at: 'own-passkeys' }
  /** The server's settings, by name. */
  | { readonly at: 'setting'; readonly name: string }
  /** The command line: the words after `npm run admin --`. */
  | { readonly at: 'command'; readonly command: string };

/** Something that a careful colleague would point at. */
export interface AuditFinding {
  readonly key: FindingKey;
  readonly severity: Severity;
  readonly values: Readonly<Record<string, FindingValue>>;
  readonly mend: Mend;
}

/** A finding under its key, with the values of its sentence. */
export const found = (
  key: FindingKey,
  mend: Mend,
  values: AuditFinding['values'] = {},
): AuditFinding => ({ key, severity: findingSeverities[key], values, mend });

export const inProgram = (...path: readonly (string | number)[]): Mend => ({ at: 'program', path });

/** The one finding where it is so, and none otherwise. */
export const when = (isSo: boolean, finding: () => AuditFinding): AuditFinding[] =>
  isSo ? [finding()] : [];

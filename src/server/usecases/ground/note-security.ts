import type { Context } from './context.ts';

/** What a security log is looked through for; docs/operations.md has the list. */
const said = {
  'signed-in': 'a member signed in',
  'sign-in-code-wrong': 'a sign-in code was wrong',
  'sign-in-limited': 'a mail was asked for too often',
  'signed-out': 'a session was ended',
  'shift-started': 'an associate signed in',
  'pin-wrong': 'a PIN was wrong',
  'pin-locked': 'an associate was locked after wrong PINs',
  'till-guessed': 'a till sent too much that is nobody’s',
  'pass-guessed': 'passes of a member are being guessed',
  'till-key-unknown': 'a till’s key is unknown or has ended',
  'admin-key-unknown': 'an administrator’s key is unknown or has ended',
  'device-unknown': 'a till’s device is unknown or has ended',
  'origin-foreign': 'another site’s page sent something',
} as const;

export type SecurityEvent = keyof typeof said;

/**
 * Writes a line for whoever looks after attacks: what, and by which ids of ours. Where somebody came from is written as a
 * key that is the same for the same network and says nothing else; never an address, a code or a token.
 */
export function noteSecurity(
  { log }: Pick<Context, 'log'>,
  security: SecurityEvent,
  ids: Readonly<Record<string, string | number | null>>,
): void {
  log.warn({ security, ...ids }, said[security]);
}

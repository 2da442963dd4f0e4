import { networkOf } from '#domain/people/network.ts';
import type { Context } from './context.ts';

/** What a security log is looked through for; docs/operations.md has the list. */
const said = {
  'signed-in': 'a member signed in',
  'sign-in-code-wrong': 'a sign-in code was wrong',
  'sign-in-limited': 'too many sign-in codes were wrong from there',
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

/** The key of the network that somebody sends from, as the limits count it (docs/limits.md): its line, not the address. */
export const networkKey = ({ secrets }: Pick<Context, 'secrets'>, address: string): string =>
  secrets.hash('limit', networkOf(address).line).slice(0, 12);

/** A few signs of a secret's hash: the same secret tried again is seen as the same. */
export const secretKeyId = (hash: string): string => hash.slice(0, 8);

import { networkOf } from '#domain/people/network.ts';
import type { Context } from './context.ts';

/** The security events that the log can have; docs/operations.md has the list. */
const said = {
  'signed-in': 'a member signed in',
  'copy-taken': 'a member took a copy of what is held of them',
  frozen: 'a membership was frozen',
  thawed: 'a membership was thawed',
  erased: 'a member was erased',
  'address-changed': 'a member changed their address',
  'address-taken-back': 'an address was taken back after a change',
  merged: 'a member merged another membership into theirs',
  'merge-declined': 'a member took back a merge that support had begun',
  'sign-in-code-wrong': 'a sign-in code was wrong',
  'hand-over-refused': 'a number was wrong that should let another device in',
  'sign-in-limited': 'too many sign-in codes were wrong from there',
  'asks-limited': 'more was asked for than a limit lets: from there, to one mailbox or everywhere',
  'shift-started': 'an associate signed in',
  'pin-wrong': 'a PIN was wrong',
  'pin-locked': 'an associate was locked after wrong PINs',
  'member-pin-set': 'a member’s PIN was chosen',
  'member-pin-ended': 'a member’s PIN was ended',
  'member-pin-wrong': 'a member’s PIN was wrong',
  'member-pin-locked': 'a member’s PIN was locked after wrong ones',
  'till-guessed': 'a till sent too much that is nobody’s',
  'pass-guessed': 'passes of a member are being guessed',
  'claim-guessed':
    'a member sent too many purchases that nobody made, or a receipt is being guessed',
  'check-in-guessed': 'a member sent too many codes that no till shows',
  'till-key-unknown': 'a till’s key is unknown or has ended',
  'mail-reported': 'a program said that a member’s mail comes back or is unwanted',
  'mail-report-limited': 'a program reported mail of too many addresses that are nobody’s',
  'member-lookup-limited': 'a program looked too many addresses up that are nobody’s',
  'admin-key-unknown': 'an administrator’s key is unknown or has ended',
  'admin-key-scope': 'an administrator’s key asked for what it may not',
  'fact-signature-wrong': 'a system sent facts that are not signed by its secret, or long ago',
  'import-rehearsed': 'a program looked a file of members through, and none were taken',
  'desk-signed-in': 'an administrator signed in',
  'desk-refused': 'a passkey or a one-time link opened no desk',
  'desk-role': 'an administrator asked for what their role may not',
  'desk-search-limited':
    'an administrator searched for or opened more members than one person needs',
  'device-unknown': 'a till’s device is unknown or has ended',
  'origin-foreign': 'another site’s page sent something',
} as const;

export type SecurityEvent = keyof typeof said;

/**
 * Writes a security event to the log with our own ids. A network is written as a key, which is the same for the same
 * network and tells nothing else. Never an address, a code or a token.
 */
export function noteSecurity(
  { log }: Pick<Context, 'log'>,
  security: SecurityEvent,
  ids: Readonly<Record<string, string | number | null>>,
): void {
  log.warn({ security, ...ids }, said[security]);
}

/** The key of a sender's network, as the limits count it (docs/limits.md): by line, not by address. */
export const networkKey = ({ secrets }: Pick<Context, 'secrets'>, address: string): string =>
  secrets.hash('limit', networkOf(address).line).slice(0, 12);

/** The first characters of a secret's hash: enough to see that the same secret is tried again. */
export const secretKeyId = (hash: string): string => hash.slice(0, 8);

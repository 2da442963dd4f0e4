import type { AddressFault } from '#domain/refusals/sign-in-refusals.ts';

/** RFC 5321 §4.5.3.1: a path is at most 256 octets with its brackets, a local part 64. */
export const maxAddressLength = 254;
const maxLocalLength = 64;

/**
 * Reads a typed address. It accepts less than RFC 5322 on purpose: quotes, comments and several recipients can send a
 * mail astray, and letters outside ASCII look like others, so that one person could pose as another.
 * @returns the address for mail, or its fault
 */
export function readEmailAddress(typed: string): { address: string } | { fault: AddressFault } {
  const address = typed.trim();
  if (address === '') return { fault: 'empty' };
  if (address.length > maxAddressLength) return { fault: 'long' };
  if (/[,;]/.test(address) || (address.match(/@/g) ?? []).length > 1) return { fault: 'several' };
  // An apostrophe inside belongs to a name (o'neill); at an end it is a pasted quote.
  if (/^'|'$|["`()<>\\[\]]/.test(address)) return { fault: 'quotes' };
  if (/[^\x21-\x7e]/.test(address)) return { fault: /\s/.test(address) ? 'shape' : 'letters' };
  const [local = '', domain = ''] = address.split('@');
  if (local.length > maxLocalLength) return { fault: 'long' };
  return isLocal(local) && isDomain(domain) ? { address } : { fault: 'shape' };
}

/** The key of an address: two addresses that differ only in case are the same person's. */
export const addressKey = (address: string): string => address.toLowerCase();

/**
 * The same for all addresses of one mailbox, which takes mail for `anna+shop@` as well (RFC 5233). They are different
 * members; who looks for one person asks for this.
 */
export const mailboxKey = (address: string): string =>
  addressKey(address).replace(/^([^+@]+)\+[^@]*@/, '$1@');

/**
 * As `mailboxKey`, and the same for all spellings that lead to one mailbox at Google, which is known to ignore dots
 * before the `@` and to have two domains. Nobody else's dots are left out: `a.nna@` may be another person than `anna@`.
 */
export const oneMailboxKey = (address: string): string => {
  const [local = '', domain = ''] = mailboxKey(address).split('@');
  if (!googleDomains.has(domain)) return `${local}@${domain}`;
  return `${local.replaceAll('.', '')}@gmail.com`;
};

const googleDomains: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/**
 * The key under which mails to an address are counted: the same for all spellings that one mailbox may take. What
 * stands behind a plus does not count, nor do dots before the `@`, which large providers ignore. Two people's
 * mailboxes may share a key (`a.nna@` and `anna@`). A limit bears that; whatever is about people asks `oneMailboxKey`,
 * or `mailboxKey` where stored keys are compared.
 */
export const mailCountKey = (address: string): string => {
  const mailbox = mailboxKey(address);
  const at = mailbox.lastIndexOf('@');
  return mailbox.slice(0, at).replaceAll('.', '') + mailbox.slice(at);
};

const isLocal = (local: string): boolean =>
  /^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*$/.test(local);

const isDomain = (domain: string): boolean => {
  const labels = domain.split('.');
  const isLabel = (label: string) => /^[A-Za-z0-9-]{1,63}$/.test(label) && !/^-|-$/.test(label);
  // A top-level domain begins with a letter: otherwise it would be an IP address.
  return labels.length > 1 && labels.every(isLabel) && /^[A-Za-z].+$/.test(labels.at(-1) ?? '');
};

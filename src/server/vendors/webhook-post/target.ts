import { isIP } from 'node:net';
import type { WebhookAddressFault } from '#domain/refusals/desk-refusals.ts';
import { isPublicAddress } from './public-address.ts';

/** `local`: also this machine and its network, without TLS, for development and tests. */
export type WebhookTargets = 'public' | 'local';

/** Ports of web servers. Another port is another kind of service, which must not get our requests. */
const ports = ['', '8443'];
const longestUrl = 2_000;

/** Why webhooks can't go to an address; null: they can. The addresses of its name are checked at every attempt. */
export function addressFault(text: string, targets: WebhookTargets): WebhookAddressFault | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || text.length > longestUrl) return 'no-address';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.hash !== '') return 'fragment';
  if (url.protocol !== 'https:' && !(targets === 'local' && url.protocol === 'http:')) {
    return 'no-tls';
  }
  if (targets === 'local') return null;
  if (!ports.includes(url.port)) return 'port';
  const host = hostOf(url);
  return isIP(host) === 0 || isPublicAddress(host) ? null : 'not-public';
}

export const notPublic = 'leads to an address that is not public';

/** The same as ends of sentences that begin with the address. */
export const addressWords: Readonly<Record<WebhookAddressFault, string>> = {
  'no-address': 'is no web address',
  credentials: 'holds a user or a password: the signature says who sends',
  fragment: 'has a part behind #, which is never sent',
  'no-tls': 'must begin with https://',
  port: 'must be on port 443 or 8443',
  'not-public': notPublic,
};

/** The name or the address; an IPv6 address without the brackets of the URL. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** `local`: also this machine and its network, without TLS, for development and tests. */
export type WebhookTargets = 'public' | 'local';

/** Ports of web servers. Another port is another kind of service, which must not get our requests. */
const ports = ['', '8443'];
const longestUrl = 2_000;

/**
 * Why webhooks can't go to an address; null: they can. The addresses of its name are checked at every attempt.
 * @returns the end of a sentence that begins with the address
 */
export function targetFault(text: string, targets: WebhookTargets): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || text.length > longestUrl) return 'is no web address';
  if (url.username !== '' || url.password !== '') {
    return 'holds a user or a password: the signature says who sends';
  }
  if (url.hash !== '') return 'has a part behind #, which is never sent';
  if (url.protocol !== 'https:' && !(targets === 'local' && url.protocol === 'http:')) {
    return 'must begin with https://';
  }
  if (targets === 'local') return null;
  if (!ports.includes(url.port)) return 'must be on port 443 or 8443';
  const host = hostOf(url);
  return isIP(host) === 0 || isPublicAddress(host) ? null : notPublic;
}

export const notPublic = 'leads to an address that is not public';

/** The name or the address; an IPv6 address without the brackets of the URL. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

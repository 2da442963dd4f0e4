import { once } from 'node:events';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { TLSSocket } from 'node:tls';
import { systemApi } from '#contract/paths.ts';
import { bad, type Finding, good, unsure } from './finding.ts';

const answerWithinMs = 5_000;
const dayMs = 24 * 60 * 60_000;
/**
 * A certificate for 90 days is usually renewed with 30 days left. With fewer than this, renewing has failed for more than
 * two weeks.
 */
const leastDays = 14;
/** A phone measures how far its clock is off; a pass takes 30 seconds. */
const clockAtMostMs = 10_000;

/** Asks for the address that phones open, by the way that they take: its name, its port, its certificate. */
export async function lookAtPublicAddress(publicUrl: string, now: number): Promise<Finding[]> {
  const about = 'public address';
  const secure = publicUrl.startsWith('https:');
  try {
    const asked = (secure ? getSecurely : getPlain)(publicUrl + systemApi.ready, {
      timeout: answerWithinMs,
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    const text = (await answer?.setEncoding('utf8').toArray())?.join('') ?? '';
    const found = `${publicUrl} answers ${answer?.statusCode}`;
    const isOurs = /^\{"status":"/.test(text);
    return [
      answer?.statusCode === 200 && isOurs
        ? good(about, found)
        : bad(about, `${found}: ${text.slice(0, 60)}`, todoOf(answer?.statusCode, isOurs)),
      secure && answer ? certificate(answer.socket, now) : withoutTls(publicUrl),
      ...(answer ? clock(answer.headers.date, now) : []),
    ];
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
    const [says, todo] = reasons[code] ?? [
      `it failed otherwise (${code || (fault instanceof Error ? fault.message : fault)})`,
      'Open the address on a phone; where that works, look at the way from this machine.',
    ];
    return [bad(about, `${publicUrl}: ${says}`, todo)];
  }
}

const todoOf = (status: number | undefined, isOurs: boolean): string =>
  isOurs
    ? 'The server says why in "status": docs/operations.md.'
    : status === 502 || status === 504
      ? 'The proxy reaches no process: compare its ports with those of the processes.'
      : 'Something else answers there: look at the name in DNS, and at the proxy.';

/** What the way there failed at, and what to do. */
const reasons: Readonly<Record<string, readonly [string, string]>> = {
  ENOTFOUND: ['no such name', 'Enter the name in DNS, or correct PUBLIC_URL.'],
  EAI_AGAIN: ['names are not found from here', 'Look at the DNS of this machine.'],
  ECONNREFUSED: ['nobody listens there', 'Start the server, and the proxy in front of it.'],
  ETIMEDOUT: ['no answer', 'Open the port in the firewall; a machine may not reach its own name.'],
  ECONNRESET: ['the connection was cut', 'Is it TLS that listens on this port?'],
  EPIPE: ['the connection was cut', 'Is it TLS that listens on this port?'],
  EHOSTUNREACH: [
    'no way leads there from here',
    'Look at its address in DNS, and at the firewall.',
  ],
  ENETUNREACH: ['no way leads there from here', 'Has its name an IPv6 address that is not used?'],
  EPROTO: ['it speaks no TLS that is understood', 'Is it https:// that listens on this port?'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['it speaks no TLS', 'Is it https:// that listens on this port?'],
  HPE_INVALID_CONSTANT: ['it speaks no HTTP', 'Is it this program, or TLS, that listens there?'],
  CERT_NOT_YET_VALID: ['the certificate has not begun', 'Look at the clock of this machine.'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'its authority is not known here',
    'Serve the whole chain (fullchain.pem); an authority of your own goes into NODE_EXTRA_CA_CERTS.',
  ],
  CERT_HAS_EXPIRED: ['the certificate has ended', 'Renew it, and reload the proxy.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate is for another name',
    'Get one for the name in PUBLIC_URL.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'the chain is not whole',
    'Serve the certificate with those between it and the root (fullchain.pem).',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'nobody vouches for the certificate',
    'Get one from an authority that phones know.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'its authority is not known here',
    'Phones must know it; here name it in NODE_EXTRA_CA_CERTS.',
  ],
};

function certificate(socket: unknown, now: number): Finding {
  const about = 'TLS';
  if (!(socket instanceof TLSSocket)) return unsure(about, 'no certificate seen', 'Look at it.');
  const { valid_to: until, issuer } = socket.getPeerCertificate();
  const days = Math.floor((Date.parse(until) - now) / dayMs);
  const found = `${socket.getProtocol()}, ${issuer?.O ?? issuer?.CN ?? 'unknown'}, ${days} days left`;
  return days >= leastDays ? good(about, found) : bad(about, found, 'Renew it: why was it not?');
}

function withoutTls(publicUrl: string): Finding {
  const found = `${publicUrl} has none`;
  return new URL(publicUrl).hostname === 'localhost'
    ? unsure('TLS', found, 'For phones PUBLIC_URL has to be https://.')
    : bad('TLS', found, 'Set PUBLIC_URL to https://, with a proxy or TLS_CERT and TLS_KEY.');
}

/** What answers may be another machine: then its clock is compared. */
function clock(date: string | undefined, now: number): Finding[] {
  const offMs = Math.abs(Date.parse(date ?? '') - now);
  if (!(offMs > clockAtMostMs)) return [];
  const found = `${Math.round(offMs / 1000)} seconds apart from what answers at PUBLIC_URL`;
  return [bad('clock', found, 'Set both clocks by the network: timedatectl set-ntp true.')];
}

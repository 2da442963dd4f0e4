/** What a mail server says of a mail that it could not deliver, or a reader of one that they did not want. */
export interface ReturnedMail {
  /** `bounce`: the address takes no mail any more; `complaint`: its owner called our mail unwanted. */
  readonly kind: 'bounce' | 'complaint';
  /** The mail's own id, out of its Message-ID. */
  readonly mailId: string;
}

/** Why a message is no such report: it is another mail, it tells of a delay or of another fault, or names no mail of ours. */
export type NotReturned = 'no-report' | 'not-for-good' | 'no-mail-of-ours';

/**
 * Whether an enhanced status code (RFC 3463) says that the address itself takes no mail: the mailbox or its domain is not
 * there, or is closed. A full mailbox and a refused text may be right tomorrow.
 */
export const isDeadStatus = (status: string): boolean =>
  /^5\.(0\.0|1\.\d{1,3}|2\.1|4\.4)$/.test(status.trim());

/**
 * Reads a report of a mail server (RFC 3464, in the multipart/report of RFC 6522) or of a mailbox's owner (RFC 5965).
 * @param message the whole mail, its bytes as Latin-1; at most a few hundred kilobytes of it are needed
 */
export function readReturnedMail(message: string): ReturnedMail | NotReturned {
  const { headers, body } = entityOf(message);
  const type = headers.get('content-type') ?? '';
  const kind = /report-type="?([a-z-]+)/i.exec(type)?.[1]?.toLowerCase();
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1]?.trim();
  if (!boundary || (kind !== 'delivery-status' && kind !== 'feedback-report')) return 'no-report';
  const parts = partsOf(body, boundary).map(entityOf);
  const report = parts.find((part) => typeOf(part) === `message/${kind}`);
  if (!report) return 'no-report';
  // Groups of fields: of the mail first, then one of each recipient.
  const groups = decoded(report).split('\n\n').map(fieldsOf);
  const mailId = parts
    .filter(isMail)
    .map(messageIdOf)
    .find((id) => id !== null);
  if (kind === 'feedback-report') {
    if (!mailId) return 'no-mail-of-ours';
    return { kind: 'complaint', mailId };
  }
  const isDead = groups.some(
    (group) =>
      group.get('action')?.toLowerCase() === 'failed' &&
      isDeadStatus(firstWord(group.get('status'))),
  );
  if (!isDead) return 'not-for-good';
  return mailId ? { kind: 'bounce', mailId } : 'no-mail-of-ours';
}

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const firstWord = (text = ''): string => text.trim().split(/\s/)[0] ?? '';

function entityOf(text: string): Entity {
  const lines = text.replaceAll('\r\n', '\n');
  const end = lines.indexOf('\n\n');
  const head = end < 0 ? lines : lines.slice(0, end);
  return { headers: fieldsOf(head), body: end < 0 ? '' : lines.slice(end + 2) };
}

/** The first of each name counts: what stands in a mail twice was added on the way. */
function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

const partsOf = (body: string, boundary: string): string[] =>
  `\n${body}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => part.slice(part.indexOf('\n') + 1));

const typeOf = ({ headers }: Entity): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const isMail = (part: Entity): boolean =>
  ['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/rfc822-headers'].includes(
    typeOf(part),
  );

function decoded({ headers, body }: Entity): string {
  const how = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (how === 'base64') return latin(body.replace(/[^A-Za-z0-9+/]/g, ''));
  if (how !== 'quoted-printable') return body;
  return body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 (RFC 4648) without padding, as Latin-1. */
function latin(base64: string): string {
  let [text, bits, held] = ['', 0, 0];
  for (const digit of base64) {
    held = ((held << 6) | digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return text.replaceAll('\r\n', '\n');
}

/** As `queueMail` makes it. */
const messageIdOf = (part: Entity): string | null =>
  /^<([0-9a-f]{32})@/.exec(entityOf(decoded(part)).headers.get('message-id') ?? '')?.[1] ?? null;

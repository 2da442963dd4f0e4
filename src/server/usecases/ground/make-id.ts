import type { Context } from '#server/usecases/ground/context.ts';

/** A random UUID (version 4, RFC 9562), like those that callers make. */
export function makeId(context: Pick<Context, 'randomBytes'>): string {
  const hex = Buffer.from(context.randomBytes(16)).toString('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * So many ids that share their first eight digits, in their order: rows of many new members stand together on the disk,
 * where those of random ids would touch a page each.
 */
export function makeIds(context: Pick<Context, 'randomBytes'>, count: number): string[] {
  const together = makeId(context).slice(0, 8);
  return Array.from({ length: count }, () => together + makeId(context).slice(8)).sort();
}

/** A random number of 48 bits: short, for tables with millions of rows. */
export const makeNumber = (context: Pick<Context, 'randomBytes'>): number =>
  Buffer.from(context.randomBytes(6)).readUIntBE(0, 6);

/** 256 random bits as base64url: for links, cookies and keys. */
export const makeToken = (context: Pick<Context, 'randomBytes'>): string =>
  Buffer.from(context.randomBytes(32)).toString('base64url');

/** 96 random bits as base64url, for a link that must be short and gives nothing away. */
export const makeShortToken = (context: Pick<Context, 'randomBytes'>): string =>
  Buffer.from(context.randomBytes(12)).toString('base64url');

/**
 * Six random digits for a mail. All are equally likely: values of 32 bits that would favour low codes are drawn again.
 */
export function makeCode(context: Pick<Context, 'randomBytes'>): string {
  const fair = 2 ** 32 - (2 ** 32 % 1_000_000);
  for (;;) {
    const value = Buffer.from(context.randomBytes(4)).readUInt32BE();
    if (value < fair) return String(value % 1_000_000).padStart(6, '0');
  }
}

/** Where a request comes from, as far as its sender can't change it for free. */
export interface Network {
  /** One line: an IPv4 address, or the /64 of an IPv6 line. */
  readonly line: string;
  /** What one customer of a provider may have: the same IPv4 address, or the /48. */
  readonly site: string;
}

const groups = 8;

const nowhere: Network = { line: 'unknown', site: 'unknown' };

/**
 * The network of an address. An IPv6 line has 2^64 addresses, and its owner can take a new one for each request, so
 * counting by address would count nothing. IPv4 in IPv6 spelling is the same IPv4.
 * @param address from the socket or the proxy; all texts that are no address are one network, since a new text is free
 */
export function networkOf(address: string): Network {
  const [plain = ''] = withoutPort(address).toLowerCase().split('%');
  if (isV4(plain)) return { line: plain, site: plain };
  const parts = expanded(withoutDots(plain));
  if (!parts) return nowhere;
  const mapped = parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;
  if (mapped) {
    const v4 = parts
      .slice(6)
      .flatMap((part) => [part >> 8, part & 0xff])
      .join('.');
    return { line: v4, site: v4 };
  }
  const prefix = (count: number) =>
    `${parts
      .slice(0, count)
      .map((part) => part.toString(16))
      .join(':')}::/${count * 16}`;
  return { line: prefix(4), site: prefix(3) };
}

const isV4 = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((byte) => Number(byte) < 256);

/** Some proxies add the port, which differs with each connection. */
const withoutPort = (address: string): string =>
  /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;

/** RFC 4291 §2.2, third form: the last 32 bits are written as IPv4. */
function withoutDots(address: string): string {
  const cut = address.lastIndexOf(':') + 1;
  const bytes = address.slice(cut).split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/.test(byte))) return address;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return `${address.slice(0, cut)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function expanded(address: string): number[] | null {
  const [head = '', tail, more] = address.split('::');
  if (more !== undefined) return null;
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const left = groups - front.length - back.length;
  if (tail === undefined ? left !== 0 : left < 1) return null;
  const all = [...front, ...Array.from({ length: left }, () => '0'), ...back];
  return all.every((part) => /^[0-9a-f]{1,4}$/.test(part))
    ? all.map((part) => Number.parseInt(part, 16))
    : null;
}

import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Addresses outside the open internet: IANA's registries of special-purpose addresses (RFC 6890), and every way to
 * write an IPv4 address as an IPv6 one, behind which a private address could hide.
 */
const notPublicV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers (RFC 6598)
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, where clouds keep their credentials
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

/** IPv6 has handed out only this range; loopback, private, link-local, mapped, NAT64 and multicast are outside it. */
const handedOutV6 = '2000::/3';
const notPublicV6 = [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
];

const blocked = listOf([...notPublicV4, ...notPublicV6]);
const handedOut = listOf([handedOutV6]);

/** Whether a text is an address of the open internet. False for text that is no IP address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  return handedOut.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    list.addSubnet(net, Number(bits), isIPv4(net) ? 'ipv4' : 'ipv6');
  }
  return list;
}

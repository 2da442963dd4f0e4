import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { networkOf } from './network.ts';

test('an IPv4 address is a network of its own, in whichever spelling', () => {
  const same = { line: '203.0.113.9', site: '203.0.113.9' };
  assert.deepEqual(networkOf('203.0.113.9'), same);
  assert.deepEqual(networkOf('::ffff:203.0.113.9'), same);
  assert.deepEqual(networkOf('::FFFF:cb00:7109'), same);
  assert.deepEqual(networkOf('0:0:0:0:0:ffff:203.0.113.9'), same);
});

test('the port that some proxies write behind an address makes no other network', () => {
  assert.deepEqual(networkOf('203.0.113.9:4711'), networkOf('203.0.113.9'));
  assert.deepEqual(networkOf('[2001:db8:12:34::1]:443'), networkOf('2001:db8:12:34::2'));
  assert.deepEqual(networkOf('[2001:db8:12:34::1]'), networkOf('2001:db8:12:34::2'));
  assert.deepEqual(networkOf('[::ffff:203.0.113.9]:1'), networkOf('203.0.113.9'));
});

test('an IPv6 line is its /64, and a customer’s lines together are the /48', () => {
  const home = { line: '2001:db8:12:34::/64', site: '2001:db8:12::/48' };
  assert.deepEqual(networkOf('2001:db8:12:34::1'), home);
  assert.deepEqual(networkOf('2001:0DB8:0012:0034:ffff:eeee:dddd:cccc'), home);
  assert.deepEqual(networkOf('2001:db8:12:35::1').site, home.site);
  assert.notEqual(networkOf('2001:db8:12:35::1').line, home.line);
  assert.notEqual(networkOf('2001:db8:13:34::1').site, home.site);
  assert.deepEqual(networkOf('fe80::1%eth0'), networkOf('fe80::2'));
  assert.deepEqual(networkOf('::1'), { line: '0:0:0:0::/64', site: '0:0:0::/48' });
});

test('no address of a /64 leads out of it', () => {
  const group = fc.nat({ max: 0xffff });
  fc.assert(
    fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), (host) => {
      const tail = host.map((part) => part.toString(16)).join(':');
      assert.equal(networkOf(`2001:db8:1:2:${tail}`).line, '2001:db8:1:2::/64');
    }),
  );
});

test('what is no address is one network, whatever it says', () => {
  const odd = [
    '',
    'unknown',
    '_hidden1',
    '_hidden2',
    '1.2.3',
    '256.1.1.1',
    '1::2::3',
    '1:2:3',
    'g::1',
    ':::',
  ];
  for (const text of [...odd, '1:2:3:4:5:6:7:8:9'])
    assert.deepEqual(networkOf(text), { line: 'unknown', site: 'unknown' }, text);
});

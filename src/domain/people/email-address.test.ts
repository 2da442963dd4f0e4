import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addressKey,
  mailboxKey,
  mailCountKey,
  oneMailboxKey,
  readEmailAddress,
} from './email-address.ts';

const faultOf = (typed: string): string => {
  const read = readEmailAddress(typed);
  return 'fault' in read ? read.fault : 'accepted';
};

const good = [
  'anna@example.com',
  'Anna.Example@Example.COM',
  'anna+shop@example.com',
  "o'neill@example.ie",
  'a@b.io',
  'anna_b-c@mail.example.co.uk',
  '12345@example.com',
  'anna@xn--mnchen-3ya.de',
  'anna@example.xn--p1ai',
  'anna@1and1.com',
  '!#$%&*+/=?^_{|}~-@example.com',
  `${'a'.repeat(64)}@example.com`,
];

for (const address of good) {
  test(`${address} is an address, and mailed to as it was typed`, () => {
    assert.deepEqual(readEmailAddress(address), { address });
  });
}

test('space around an address, as a phone’s keyboard leaves it, is dropped', () => {
  assert.deepEqual(readEmailAddress(' anna@example.com \n'), { address: 'anna@example.com' });
  assert.deepEqual(readEmailAddress('\u3000anna@example.com\u00a0'), {
    address: 'anna@example.com',
  });
});

/** What was typed, by the fault that the sentence then names. */
const bad: Readonly<Record<string, readonly string[]>> = {
  empty: ['', '   ', '\n\t'],
  long: [
    `${'a'.repeat(300 - '@example.com'.length)}@example.com`,
    `${'a'.repeat(65)}@example.com`,
    `anna@${'a.'.repeat(130)}com`,
    'x'.repeat(1_000_000),
  ],
  several: [
    'anna@example.com, ben@example.com',
    'anna@example.com;ben@example.com',
    'anna@example.com ben@example.com',
    'anna@example.com\r\nBcc: ben@example.com',
    'anna@@example.com',
    'anna@example.com,',
  ],
  quotes: [
    '"anna"@example.com',
    '"anna example"@example.com',
    "'anna@example.com'",
    '<anna@example.com>',
    'Anna <anna@example.com>',
    'anna(home)@example.com',
    'anna\\@example.com',
    'anna@[127.0.0.1]',
    '`id`@example.com',
  ],
  letters: [
    'ａｎｎａ@example.com',
    'anna＠example.com',
    'аnna@example.com',
    'jürgen@example.com',
    'anna@münchen.de',
    'anna@example。com',
    'anna\u200b@example.com',
    'anna@example.com\u202e',
    'anna\0@example.com',
    'نورا@example.com',
    '🎂@example.com',
  ],
  shape: [
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@localhost',
    'anna@example.c',
    'anna@example.123',
    'anna@127.0.0.1',
    'anna@.example.com',
    'anna@example..com',
    'anna@example.com.',
    'anna@-example.com',
    'anna@example-.com',
    'anna@exa_mple.com',
    '.anna@example.com',
    'anna.@example.com',
    'an..na@example.com',
    'anna example@example.com',
    'anna@example .com',
    'anna@example.com\nX-Header: 1',
    `anna@${'a'.repeat(64)}.com`,
    'anna:ben@example.com',
  ],
};

for (const [fault, typed] of Object.entries(bad)) {
  for (const one of typed) {
    test(`refused as "${fault}": ${JSON.stringify(one.slice(0, 50))}`, () => {
      assert.equal(faultOf(one), fault);
    });
  }
}

test('mailboxes that differ only in case are one person’s', () => {
  assert.equal(addressKey('Anna@Example.COM'), addressKey('anna@example.com'));
  assert.notEqual(addressKey('anna@example.com'), addressKey('anna+shop@example.com'));
});

test('addresses of one mailbox are known as one person’s, and no others', () => {
  assert.equal(mailboxKey('Anna+Shop@example.com'), mailboxKey('anna@example.com'));
  assert.notEqual(mailboxKey('+shop@example.com'), mailboxKey('@example.com'));
  assert.notEqual(mailboxKey('anna@example.com'), mailboxKey('anna@other.example.com'));
});

test('only at Google dots are left out of a mailbox, and its two domains are one', () => {
  for (const spelling of ['an.na@gmail.com', 'A.N.N.A+shop@GoogleMail.com', 'anna@gmail.com'])
    assert.equal(oneMailboxKey(spelling), 'anna@gmail.com');
  assert.equal(oneMailboxKey('An.na+shop@example.com'), 'an.na@example.com');
  assert.equal(oneMailboxKey('an.na@gmail.com.example.com'), 'an.na@gmail.com.example.com');
});

test('mails are counted alike for every spelling that one mailbox may take', () => {
  for (const spelling of [
    'anna.lee@example.com',
    'a.n.n.a.l.e.e+7@example.com',
    'AnnaLee@EXAMPLE.com',
  ])
    assert.equal(mailCountKey(spelling), 'annalee@example.com');
  for (const other of ['annalea@example.com', 'annalee@mail.example.com', '+1@example.com'])
    assert.notEqual(mailCountKey(other), 'annalee@example.com');
});

test('whatever is typed, what is accepted is one plain address that cannot carry a header', () => {
  const address = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[a-c@.,<>" \r\n']{0,40}$/),
  );
  fc.assert(
    fc.property(address, (typed) => {
      const read = readEmailAddress(typed);
      if ('address' in read)
        assert.match(read.address, /^[^\s"<>(),;:\\[\]@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i);
    }),
  );
});

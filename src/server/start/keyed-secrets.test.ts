import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSecrets } from './keyed-secrets.ts';

const firstKey = 'a key of at least thirty-two characters';
const otherKey = 'b key of at least thirty-two characters';
const secrets = makeSecrets(firstKey);
const others = makeSecrets(otherKey);

test('hashes alike for one purpose and key, and differently for every other', () => {
  const hash = secrets.hash('session', 'abc');
  assert.match(hash, /^[A-Za-z0-9_-]{43}$/);
  assert.equal(makeSecrets('a key of at least thirty-two characters').hash('session', 'abc'), hash);
  assert.notEqual(secrets.hash('till-key', 'abc'), hash);
  assert.notEqual(others.hash('session', 'abc'), hash);
  assert.equal(Buffer.from(secrets.derive('session', 'abc')).toString('base64url'), hash);
});

test('opens what it sealed', () => {
  for (const text of ['', 'a code 123456', 'رمز الدخول', 'x'.repeat(100_000)]) {
    const sealed = secrets.seal('mail', text);
    assert.equal(secrets.open('mail', sealed), text);
    assert.notEqual(secrets.seal('mail', text), sealed, 'the nonce is new each time');
  }
  assert(!Buffer.from(secrets.seal('mail', '123456'), 'base64url').includes('123456'));
});

test('opens nothing of another purpose or another key', () => {
  const sealed = secrets.seal('mail', 'a code');
  assert.throws(() => secrets.open('session', sealed));
  assert.throws(() => others.open('mail', sealed));
});

test('opens nothing that was altered, cut or made up', () => {
  const sealed = Buffer.from(secrets.seal('mail', 'a code'), 'base64url');
  for (let i = 0; i < sealed.length; i += 1) {
    const altered = Buffer.from(sealed);
    altered[i] = (altered[i] ?? 0) ^ 1;
    assert.throws(() => secrets.open('mail', altered.toString('base64url')), `byte ${i}`);
    assert.throws(() => secrets.open('mail', sealed.subarray(0, i).toString('base64url')));
  }
  assert.throws(() => secrets.open('mail', 'not sealed'));
});

test('knows a PIN by its hash, salted and peppered', async () => {
  const salt = Buffer.alloc(16, 7);
  const hash = await secrets.hashPin('40712', salt);
  assert(!hash.includes('40712'));
  assert.equal(await secrets.isPin('40712', hash), true);
  assert.equal(await secrets.isPin('40713', hash), false);
  assert.equal(await secrets.isPin('', hash), false);
  assert.equal(await others.isPin('40712', hash), false);
  assert.notEqual(await secrets.hashPin('40712', Buffer.alloc(16, 8)), hash);
  await assert.rejects(secrets.isPin('40712', 'plain'), /malformed/);
});

test('while a key is turned what either made is accepted, and only the first one makes', async () => {
  const [before, turning] = [others, makeSecrets(firstKey, otherKey)];
  assert.equal(turning.hash('session', 'abc'), secrets.hash('session', 'abc'));
  assert.deepEqual(turning.hashes('session', 'abc'), [
    secrets.hash('session', 'abc'),
    before.hash('session', 'abc'),
  ]);
  assert.ok(turning.isHash('session', 'abc', before.hash('session', 'abc')));
  assert.ok(!turning.isHash('session', 'abd', before.hash('session', 'abc')));
  assert.equal(turning.open('mail', before.seal('mail', 'old')), 'old');
  assert.equal(secrets.open('mail', turning.seal('mail', 'new')), 'new');
  assert.throws(() => turning.open('mail', makeSecrets('c'.repeat(40)).seal('mail', 'strange')));

  const kept = await before.hashPin('40712', Buffer.alloc(16, 7));
  assert.equal(await turning.isPin('40712', kept), true);
  assert.equal(await turning.isPin('40713', kept), false);
  const renewed = await turning.renewedPin('40712', kept);
  assert.ok(renewed !== null && (await secrets.isPin('40712', renewed)));
  assert.equal(await turning.renewedPin('40712', renewed), null);
});

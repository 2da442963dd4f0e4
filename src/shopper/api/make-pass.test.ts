import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { passMessage, passStepAt, passValueFrom } from '#domain/pass/pass-value.ts';
import { membershipNumberOf } from '#domain/scan/membership-number.ts';
import { readPass } from '#domain/scan/pass-payload.ts';
import { makePass } from './make-pass.ts';
import type { KeptPass } from './pass-store.ts';

const bytes = Buffer.alloc(32, 7);
const use = { name: 'HMAC', hash: 'SHA-256' };
const now = 1_800_000_012_000;

let kept: KeptPass;
before(async () => {
  kept = {
    key: await crypto.subtle.importKey('raw', bytes, use, false, ['sign']),
    number: membershipNumberOf('512345678'),
    renewAt: now,
    endsAt: now + 60_000,
    language: 'en',
    clock: { phoneAt: now, aheadMs: 0 },
    words: { use: 'use', made: 'made', member: 'member', clock: 'clock', ended: 'ended' },
  };
});

describe('a pass that a phone makes', () => {
  it('is what the server makes of the same key for this reward and half minute', async () => {
    const pass = await makePass(kept, 7, now, true);
    const message = passMessage(7, passStepAt(now));
    const value = passValueFrom(createHmac('sha256', bytes).update(message).digest());
    assert.ok(pass.kind === 'shown');
    assert.deepEqual(readPass(pass.text), { number: kept.number, slot: 7, value });
    assert.equal(pass.said, 'made');
  });

  it('stays as it is for its half minute, and is another one in the next', async () => {
    const times = [now, now + 17_000, now + 18_000];
    const passes = await Promise.all(times.map((at) => makePass(kept, 7, at, true)));
    const [first, same, next] = passes.map((pass) => pass.kind === 'shown' && pass.text);
    assert.ok(first);
    assert.equal(same, first);
    assert.notEqual(next, first);
  });

  it('without a reward says who it is', async () => {
    const pass = await makePass(kept, 0, now, true);
    assert.equal(pass.said, 'member');
  });

  it('gives way to what to do when nobody knows the time, or too long has passed', async () => {
    assert.deepEqual(await makePass(kept, 7, now, false), { kind: 'unsure', said: 'clock' });
    assert.deepEqual(await makePass(kept, 7, now + 60_001, true), {
      kind: 'unsure',
      said: 'ended',
    });
  });
});

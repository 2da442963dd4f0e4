import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { passMessage, passStepAt, passValueFrom } from './pass-value.ts';

describe('the value of a pass', () => {
  it('is the one that RFC 4226 takes out of a signature', () => {
    // The example of RFC 4226, 5.4: its hash ends in an offset of ten,
    const hash = Buffer.from('1f8698690e02ca16618550ef7f19da8e945b555a', 'hex');
    // and 0x50ef7f19, which is 1357872921, gives eight digits.
    assert.equal(passValueFrom(hash), '57872921');
  });

  it('is another one each half minute, and for each reward', () => {
    const key = Buffer.alloc(32, 7);
    const valueAt = (slot: number, at: number) => {
      const message = passMessage(slot, passStepAt(at));
      return passValueFrom(createHmac('sha256', key).update(message).digest());
    };
    assert.equal(valueAt(1, 30_000), valueAt(1, 59_999));
    assert.notEqual(valueAt(1, 30_000), valueAt(1, 60_000));
    assert.notEqual(valueAt(1, 30_000), valueAt(2, 30_000));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { membershipNumberOf } from './membership-number.ts';
import { type Pass, passLength, passText, readPass } from './pass-payload.ts';

const passes = fc
  .record({
    body: fc.integer({ min: 100_000_000, max: 999_999_999 }),
    slot: fc.integer({ min: 0, max: 99 }),
    value: fc.integer({ min: 0, max: 99_999_999 }),
  })
  .map(
    ({ body, slot, value }): Pass => ({
      number: membershipNumberOf(String(body)),
      slot,
      value: String(value).padStart(8, '0'),
    }),
  );

describe('a pass', () => {
  it('is read as it was made, whoever it is and whatever it asks for', () => {
    fc.assert(
      fc.property(passes, (pass) => {
        const text = passText(pass);
        assert.equal(text.length, passLength);
        assert.deepEqual(readPass(text), pass);
      }),
    );
  });

  it('with one digit read wrong, or two neighbours swapped, is called damaged and never somebody else’s', () => {
    fc.assert(
      fc.property(
        passes,
        fc.integer({ min: 1, max: passLength - 1 }),
        fc.integer({ min: 1, max: 9 }),
        (pass, place, more) => {
          const text = passText(pass);
          const digit = (Number(text[place]) + more) % 10;
          const wrong = text.slice(0, place) + digit + text.slice(place + 1);
          // A membership number never begins with a zero, so such a text is no pass at all.
          assert.equal(readPass(wrong), wrong[1] === '0' ? null : 'damaged');
          const swapped = `${text.slice(0, 2)}${text[3]}${text[2]}${text.slice(4)}`;
          if (swapped !== text) assert.equal(readPass(swapped), 'damaged');
        },
      ),
    );
  });

  it('is read with a scanner’s marks, its Enter, twice in one go, in groups, and on a French keyboard', () => {
    const pass = { number: membershipNumberOf('512345678'), slot: 7, value: '01234567' };
    const text = passText(pass);
    const french = text.replace(/\d/g, (digit) => 'à&é"\'(-è_ç'[Number(digit)] ?? '');
    const sent = [`]C0${text}\r`, `${text}${text}`, text.replace(/(.{4})/g, '$1 '), french];
    for (const one of sent) assert.deepEqual(readPass(one), pass, one);
  });

  it('is not what vouchers and membership numbers are', () => {
    for (const text of ['123456789012', membershipNumberOf('512345678'), '', 'SUMMER25'])
      assert.equal(readPass(text), null);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gs1CheckDigitOf, gtinFault } from './gs1.ts';

// Numbers of real goods, and GS1's own example of a case.
const real = ['40170725', '96385074', '036000291452', '4006381333931', '10614141000415'];

test('numbers of real goods are taken in all four lengths', () => {
  for (const gtin of real) assert.equal(gtinFault(gtin), null, gtin);
});

test('every single wrong digit is caught', () => {
  for (const gtin of real) {
    for (let at = 0; at < gtin.length; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const other = `${gtin.slice(0, at)}${digit}${gtin.slice(at + 1)}`;
        assert.equal(gtinFault(other), other === gtin ? null : 'check-digit', other);
      }
    }
  }
});

test('one article has the same check digit in each length', () => {
  assert.equal(gs1CheckDigitOf('03600029145'), gs1CheckDigitOf('0003600029145'));
});

test('any other length, and anything but digits, is no GTIN', () => {
  for (const text of ['', '4006381', '400638133', '40063813339', '400638133393100', '40170725 ']) {
    assert.equal(gtinFault(text), 'length', text);
  }
  assert.equal(gtinFault('４０１７０７２５'), 'length', 'digits of another script');
  assert.throws(() => gs1CheckDigitOf('12a'), RangeError);
});

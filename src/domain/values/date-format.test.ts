import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateFormatFault, readTime } from './date-format.ts';

const zone = 'Europe/Berlin';
/** Half past two on 27 November 2026 in Berlin. */
const at = Date.UTC(2026, 10, 27, 13, 30);

test('times are read as tills write them, minutes called mm or mi', () => {
  const written: readonly [string, string][] = [
    ['27.11.2026 14:30', 'dd.mm.yyyy hh:mm'],
    ['27.11.2026 14:30', 'dd.mm.yyyy hh:mi'],
    ['27.11.2026 14:30:00', 'DD.MM.YYYY HH:mm:ss'],
    ['11/27/26 2:30 PM', 'mm/dd/yy hh:mi am'],
    ['27/11/2026 2:30 م', 'dd/mm/yyyy hh:mm am'],
    ['2026-11-27T13:30:00Z', 'iso'],
    ['2026-11-27T14:30+01:00', 'iso'],
    ['46353,6041666667', 'excel'],
    ['46353.6041666667', 'excel'],
  ];
  for (const [text, format] of written) assert.equal(readTime(text, format, zone), at, format);
});

test('a format that can’t be read says why before it is kept', () => {
  assert.equal(dateFormatFault('dd.mm.yyyy hh:mm'), null);
  assert.equal(dateFormatFault('excel'), null);
  assert.match(dateFormatFault('dd.mm.yyyy mm') ?? '', /mm twice/);
  assert.match(dateFormatFault('dd.dd.yyyy mm') ?? '', /dd twice/);
  assert.match(dateFormatFault('tt.mm.jjjj') ?? '', /needs yyyy or yy/);
  assert.match(dateFormatFault('hh:mi') ?? '', /needs yyyy or yy/);
});

test('no format that is taken breaks when it is used, whatever is in it', () => {
  for (const sign of ['(', '[', '\\', '?<', '*', '{2}', '$', '-'])
    assert.equal(readTime('x', `dd${sign}mm${sign}yyyy`, zone), null, sign);
});

test('what is no such day or no such time is none', () => {
  assert.equal(readTime('31.02.2026 10:00', 'dd.mm.yyyy hh:mm', zone), null);
  assert.equal(readTime('2026-02-30T10:00:00Z', 'iso', zone), null);
  assert.equal(readTime('2026-11-27T14:30:00+0100', 'iso', zone), null);
  assert.equal(readTime('0.5', 'excel', zone), null);
  assert.equal(readTime('9999999', 'excel', zone), null);
});

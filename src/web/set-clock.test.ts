import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isClockSet } from './set-clock.ts';

const before = { phoneAt: 1_800_000_000_000, counted: 5_000 };
/** A later beat: the phone's clock has moved on by one number of milliseconds, the browser's own counter by the other. */
const after = (phoneMs: number, countedMs: number) => ({
  phoneAt: before.phoneAt + phoneMs,
  counted: before.counted + countedMs,
});

describe('a phone’s clock', () => {
  it('that goes on as the counter does was left alone, and may be corrected by seconds', () => {
    for (const phoneMs of [60_000, 52_000, 68_000])
      assert.equal(isClockSet(before, after(phoneMs, 60_000), false), false);
  });

  it('that goes back was set, however long the page was away', () => {
    for (const slept of [false, true])
      assert.equal(isClockSet(before, after(-3_600_000, 0), slept), true);
    assert.equal(isClockSet(before, after(30_000, 3_600_000), true), true);
  });

  it('that jumps ahead before one’s eyes was set', () => {
    assert.equal(isClockSet(before, after(3_600_000, 1_000), false), true);
  });

  it('that is further than the counter after the phone slept is right', () => {
    assert.equal(isClockSet(before, after(3_600_000, 1_000), true), false);
  });
});

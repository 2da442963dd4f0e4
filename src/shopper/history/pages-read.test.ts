import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryPage } from '#contract/member.ts';
import { pagesRead } from './pages-read.ts';

/** Three lines a page, the newest first, as the server sends them. */
const pageFrom = (newest: number): HistoryPage => ({
  at: 0,
  lines: [newest, newest - 1, newest - 2].map((seq) => ({
    seq,
    kind: 'accrual',
    points: 1,
    balanceAfter: seq,
    at: seq,
    store: null,
    what: { rule: 'lot-expiry' },
  })),
  next: newest - 2,
});

const seqsOf = (pages: readonly HistoryPage[]): number[] =>
  pages.flatMap(({ lines }) => lines.map(({ seq }) => seq));

test('lines that come leave the older ones that were opened, each once', () => {
  const read = [pageFrom(10), pageFrom(7)];
  assert.deepEqual(seqsOf(pagesRead(pageFrom(10), read)), [10, 9, 8, 7, 6, 5]);
  const later = pagesRead(pageFrom(12), read);
  assert.deepEqual(seqsOf(later), [12, 11, 10, 9, 8, 7, 6, 5]);
  assert.equal(later.at(-1)?.next, 5);
  assert.deepEqual(seqsOf(pagesRead(pageFrom(13), later)), [13, 12, 11, 10, 9, 8, 7, 6, 5]);
});

test('where a line was never read, or no older page was, it begins anew', () => {
  assert.deepEqual(seqsOf(pagesRead(pageFrom(14), [pageFrom(10), pageFrom(7)])), [14, 13, 12]);
  assert.deepEqual(seqsOf(pagesRead(pageFrom(12), [pageFrom(10)])), [12, 11, 10]);
});

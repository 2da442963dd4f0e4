import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything } from './everything.ts';
import { formatOf } from './format.ts';
import { type HistoryWhat, historyWords, rateWords } from './history.ts';

const money = { minor: 1_250, currency: 'EUR' };
const at = Date.parse('2026-01-15T10:00:00Z');
const spent = { spent: money, pointsPerUnit: 1.25, tier: 'Gold' };

/** Every reason for which points change. */
const whats: readonly HistoryWhat[] = [
  { rule: 'welcome' },
  { rule: 'purchase', spent: money },
  { rule: 'award', name: 'Own cup' },
  { rule: 'award-back', name: 'Own cup' },
  { rule: 'return' },
  { rule: 'rated-anew', late: { what: 'sale', at, money } },
  { rule: 'rated-anew', late: { what: 'return', at, money } },
  { rule: 'issue', reward: 'Mug' },
  { rule: 'give-back', reward: 'Mug', because: 'cancelled' },
  { rule: 'give-back', reward: 'Mug', because: 'expired' },
  { rule: 'give-back', reward: 'Mug', because: 'reversed' },
  { rule: 'give-back', reward: 'Mug', because: 'returned' },
  { rule: 'give-back', reward: 'Mug', because: 'issued-again' },
  { rule: 'lot-expiry' },
  { rule: 'adjustment', why: 'Sorry' },
];

/** Marks that keep words of two directions apart, and show nothing. */
const marks = /[\u200e\u200f\u2066-\u2069]/g;

function said(language: 'en' | 'ar'): string[] {
  const say = everything(language);
  const format = formatOf(language, 'Europe/Berlin');
  const lines = [
    ...whats.map((what) => historyWords(say, format, what)),
    rateWords(say, format, spent),
  ];
  return lines.map((line) => line.replaceAll('\u00a0', ' ').replace(marks, ''));
}

test('each reason for which points change has its line in the history', () => {
  assert.deepEqual(said('en'), [
    'Welcome gift',
    'Purchase of €12.50',
    'Own cup',
    'Purchase returned · Own cup',
    'Purchase returned',
    'Arrived later: Purchase of €12.50, 15 January',
    'Arrived later: Purchase returned, 15 January',
    'Mug',
    'Mug: cancelled, points back',
    'Mug: not used in time, points back',
    'Mug: undone at the till, points back',
    'Mug: goods returned, points back',
    'Mug: ran out, renewed at the till',
    'Points expired',
    'Adjusted: Sorry',
    '1.25 points per €1 as Gold',
  ]);
});

test('each has its line in Arabic', () => {
  assert.deepEqual(said('ar'), [
    'هدية الترحيب',
    'شراء بقيمة 12.50 €',
    'Own cup',
    'إرجاع مشتريات · Own cup',
    'إرجاع مشتريات',
    'وصل متأخرًا: شراء بقيمة 12.50 €، 15 يناير',
    'وصل متأخرًا: إرجاع مشتريات، 15 يناير',
    'Mug',
    'Mug: أُلغيت وعادت النقاط',
    'Mug: لم تُستخدم في وقتها وعادت النقاط',
    'Mug: تراجع الصندوق وعادت النقاط',
    'Mug: أُرجعت البضاعة وعادت النقاط',
    'Mug: انتهت مدتها وجُدّدت عند الصندوق',
    'انتهت صلاحية نقاط',
    'تعديل: Sorry',
    '1.25 نقطة لكل 1 € للفئة «Gold»',
  ]);
});

import type { Refusal, RefusalKey } from '#domain/refusal.ts';

const at = Date.UTC(2026, 11, 1, 13, 2);

/** A refusal with a value in each of its fields. */
export const refusalExample = (key: RefusalKey): Refusal =>
  // All fields of all refusals; the key decides which of them count.
  ({
    key,
    now: at,
    days: 31,
    fact: 'tasting',
    differs: 'member',
    missing: 120,
    tier: 'gold',
    from: at,
    at,
    until: at,
    stores: ['Harbour', 'Mall'],
    encoding: 'runes',
    limit: 3,
    store: 'Main St.',
    till: 'till 2',
    fault: 'quotes',
    retryAfterMs: 300_000,
    count: 1,
    every: 'month',
    again: Date.UTC(2026, 11, 1),
    money: { minor: 250, currency: 'EUR' },
    points: 60,
    left: 2,
    expected: 'EUR',
    pointer: '/points',
    detail: 'a whole number',
    purchases: [
      { tillId: 'main-1', till: 'Till 1', soldAt: at, total: { minor: 1_299, currency: 'EUR' } },
      { tillId: 'main-2', till: 'Till 2', soldAt: at, total: { minor: 250, currency: 'EUR' } },
    ],
    scope: 'pools:read',
    role: 'viewer',
    right: 'adjust-points',
    subject: 'main-1',
    name: 'Nora',
    revision: 3,
    onto: '5.7',
    was: 'EUR',
    tierId: 'gold',
    version: 7,
    line: 17,
    column: 'Code',
    symbology: 'ean-13',
    format: '.xlsx',
    source: 'shopify',
  }) as Refusal;

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countedGoods, isOf, namedGoods } from './goods.ts';

const anyNames = {
  products: fc.subarray(['mug-1', '4006381333931', 'beans']),
  categories: fc.subarray(['food', 'food > bread', 'drink']),
};
const anyGoods = fc.option(fc.record(anyNames), { nil: undefined });
const anyLines = fc
  .array(
    fc.record(
      {
        minor: fc.nat(5_000),
        sku: fc.constantFrom('MUG-1', 'Beans', 'OTHER'),
        gtin: fc.constant('04006381333931'),
        categories: fc.subarray(['Food > Bread', 'Drink', 'food']),
      },
      { requiredKeys: ['minor'] },
    ),
    { maxLength: 5 },
  )
  .map((lines) => lines.map((line, index) => ({ id: `${index}`, ...line })));

test('whatever a rule asks for, what counts is what each line is asked by its own names', () => {
  fc.assert(
    fc.property(anyLines, anyGoods, anyGoods, (lines, goods, except) => {
      const named = namedGoods({ lines });
      const when = { ...(goods && { goods }), ...(except && { except }) };
      const counted = countedGoods(when, named, 20_000);
      const byLine = named.lines
        .filter(({ names }) => !(goods && !isOf(names, goods)) && !(except && isOf(names, except)))
        .map(({ line }) => line);
      const isWhole = !goods && (byLine.length === lines.length || lines.length === 0);
      if (isWhole) assert.deepEqual(counted, { lines: [], minor: 20_000 });
      else if (byLine.length === 0) assert.equal(counted, null);
      else {
        const minor = byLine.reduce((sum, line) => sum + line.minor, 0);
        assert.deepEqual(counted, { lines: byLine, minor });
      }
    }),
    { numRuns: 500, seed: 20_261_128 },
  );
});

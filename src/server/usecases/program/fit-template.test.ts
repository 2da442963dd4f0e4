import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '#domain/desk/audit/audit.ts';
import type { ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import {
  type TemplateId,
  templateIds,
  usualPurchaseMinor,
} from '#domain/desk/beginning/template.ts';
import type { Program } from '#domain/program/program.ts';
import { templateCommands } from '#server/admin/desk/admin-template.ts';
import { running } from '#server/tests/kit/desk/sound-shop.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fitTemplate } from './fit-template.ts';
import { readProgramFile } from './program-file.ts';

const answers = (template: TemplateId, more: Partial<ShopAnswers> = {}): ShopAnswers => ({
  template,
  name: 'Rye & Sons',
  color: '#155e75',
  logo: null,
  currency: 'EUR',
  timeZone: 'Europe/Dublin',
  languages: ['ar'],
  purchaseMinor: usualPurchaseMinor(template, more.currency ?? 'EUR'),
  store: { name: 'Main Street', till: 'tablet' },
  ...more,
});

function fitted(given: ShopAnswers): Program {
  const read = readProgramFile(fitTemplate(given));
  assert.ok('program' in read, JSON.stringify(read));
  return read.program;
}

const shop = {
  ...running,
  tillsWithDevice: new Set(['first-1']),
  associates: new Map([['first', running.associates.get('main') ?? []]]),
};

for (const template of templateIds)
  test(`${template}: a whole program in two languages, of which the audit says nothing but that a logo is missing`, () => {
    const program = fitted(answers(template));
    assert.deepEqual(
      audit(program, shop).map(({ key }) => key),
      ['no-logo'],
    );
    const rewards = program.rewards.filter(({ tier }) => tier === undefined);
    const cheapest = Math.min(...rewards.map(({ points }) => points));
    assert.ok(program.welcomePoints >= cheapest, 'who joins redeems at once');
    const logoPicture = { hash: '0123456789abcdef', ratio: 1 };
    assert.deepEqual(audit({ ...program, brand: { ...program.brand, logoPicture } }, shop), []);
  });

test('amounts follow what a usual purchase comes to, in any currency, and points stay', () => {
  const program = fitted(answers('bakery', { currency: 'JPY', purchaseMinor: 800 }));
  assert.equal(program.pointsPerUnit, 0.01);
  const [five] = program.rewards.filter(({ worth }) => worth.kind === 'amount-off');
  assert.deepEqual([five?.points, five?.worth], [100, { kind: 'amount-off', minor: 500 }]);
  assert.match(five?.name.en ?? '', /^¥500 off$/);
  assert.equal(program.tiers[1]?.fromMinor, 25_000);
  const dear = fitted(answers('cafe', { currency: 'KWD', purchaseMinor: 2_000 }));
  assert.deepEqual(
    audit(dear, shop).map(({ key }) => key),
    ['no-logo'],
  );
});

for (const currency of ['JPY', 'EUR', 'KWD'])
  test(`the smallest purchases in ${currency} make a program too`, () => {
    for (const template of templateIds)
      for (const purchaseMinor of [1, 2, 3, 5, 10, 17])
        for (const { worth } of fitted(answers(template, { currency, purchaseMinor })).rewards)
          if (worth.kind === 'amount-off')
            assert.ok(worth.minor > 0, `${template} ${purchaseMinor}`);
  });

test('a shop that speaks English has no other words, and the first store is its own', () => {
  const program = fitted(
    answers('fashion', { languages: [], store: { name: 'Harbour', till: 'pos' } }),
  );
  assert.ok(!JSON.stringify(program).includes('"ar"'));
  assert.deepEqual([program.stores[0]?.name, program.stores[0]?.way], ['Harbour', 'ask']);
});

test('the command prints a file that loads', async () => {
  const { template } = templateCommands;
  for (const kind of templateIds) {
    const lines = await template({} as Context, [kind]);
    assert.ok('program' in readProgramFile(lines.join('\n')), kind);
  }
  await assert.rejects(template({} as Context, ['butcher']), /there are bakery, cafe/);
});

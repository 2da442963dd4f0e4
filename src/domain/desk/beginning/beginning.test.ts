import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningSteps, judgeColour, markOf, stepMinutes } from './beginning.ts';

test('the way takes ten minutes', () => {
  const minutes = beginningSteps.map((step) => stepMinutes[step]);
  assert.equal(
    minutes.reduce((sum, one) => sum + one, 0),
    10,
  );
});

test('a shop without a logo has the first letter of its name', () => {
  assert.equal(markOf('  «rye & sons»'), 'R');
  assert.equal(markOf('مخبز النخيل'), 'م');
  assert.equal(markOf('7 Seas'), '7');
  assert.equal(markOf('🥐🥐'), '★');
});

test('a colour is shown as it can be read, and one that is hardly a colour is pale', () => {
  assert.deepEqual(judgeColour('#155e75'), {
    shown: '#155e75',
    ink: '#ffffff',
    isPale: false,
    contrast: 7.3,
  });
  const teal = judgeColour('#1c8c8c');
  assert.notEqual(teal.shown, '#1c8c8c');
  assert.ok(teal.contrast >= 4.5);
  assert.equal(judgeColour('#ffd700').ink, '#1b1714');
  assert.equal(judgeColour('#fdfdf5').isPale, true);
});

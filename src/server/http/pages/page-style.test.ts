import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageStyle } from './page-style.ts';

const page = '<main class="wallet calm"><p class="hint">120 <b>points</b></p><input></main>';
const cut = (css: string): string => pageStyle(css)(page);

test('what a page shows keeps its looks, in their order', () => {
  const css =
    ':root{--a:1}.hint{color:red}p{margin:0}.wallet>.hint b{color:blue}*,:before{top:0}html{left:0}';
  assert.equal(cut(css), css);
});

test('what a page lacks goes', () => {
  assert.equal(
    cut('.sheet{top:0}.hint{top:1px}progress{top:0}.wallet .sheet{top:0}ul>li{top:0}'),
    '.hint{top:1px}',
  );
  assert.equal(cut('progress::-webkit-progress-bar{top:0}li+li{top:0}.hints{top:0}'), '');
});

test('one of a list is enough, and what stands in brackets asks for nothing', () => {
  for (const css of [
    '.sheet,.hint{top:0}',
    '.hint:not(.plain,.quiet){top:0}',
    ':is(.sheet,.hint) b{top:0}',
    'p:has(>.sheet:not([open])):hover{top:0}',
    'input[type="email"]:focus{top:0}',
    '[data-tier]{top:0}',
  ])
    assert.equal(cut(css), css);
});

test('a condition stays with what is needed under it, and goes when nothing is', () => {
  assert.equal(
    cut('@media (width<9px){.sheet{top:0}.hint{top:0}}@media print{.sheet{top:0}}'),
    '@media (width<9px){.hint{top:0}}',
  );
  const deep = '@supports (top:0){@media print{p{top:0}}}';
  assert.equal(cut(deep), deep);
  const moves = '@keyframes draw{from{top:0}to{top:1px}}';
  assert.equal(cut(moves), moves);
});

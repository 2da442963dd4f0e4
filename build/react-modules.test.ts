import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asModule } from './react-modules.ts';

test("a file of React's becomes a module that can be taken apart", () => {
  const source = `"use strict";
var Scheduler = require("scheduler"),
  ReactDOM = require("react-dom");
exports.now = void 0;
if (Scheduler.clock) exports.now = function () { return ReactDOM.at; };
exports.wait = function () { return exports.now(); };`;
  const made = asModule(source);
  assert.match(made, /^import \* as Scheduler from "scheduler";/m);
  assert.match(made, /import \* as ReactDOM from "react-dom";/);
  assert.match(made, /^var \$now = void 0;$/m);
  assert.match(made, /\{ return \$now\(\); \}/);
  assert.match(made, /^export \{ \$now as now, \$wait as wait \};$/m);
});

test('a file that is made in another way is refused', () => {
  for (const source of [
    'module.exports = makeReact();',
    'exports.use = 1;\nvar later = () => require("react");',
    'exports.use = 1;\nfunction init() { exports.late = 2; }',
    'var nothing = 1;',
  ]) {
    assert.throws(() => asModule(source), /no longer made/);
  }
});

// What the documents tell somebody to type works in a fresh clone, block by block.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { adminCommands } from '#server/admin/admin-commands.ts';
import { usageOf } from '#server/admin/admin-usage.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { makeClone } from './clone.ts';
import { commandsOf, runCommands } from './doc-blocks.ts';

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/**
 * Pages whose commands need no loaded program; all others need the one that docs/program.md loads. `install.test.ts`
 * runs the last of these.
 */
const fromNothing = ['README.md', 'docs/operations.md', 'docs/install.md'];

test('the production start works in a fresh clone, and what follows on its page', async () => {
  const clone = await makeClone('all', { words: false });
  try {
    const commands = commandsOf('docs/operations.md');
    const { ok, printed } = await runCommands(clone.folder, commands, {
      PORT: String(await nobodysPort()),
    });
    assert.ok(ok, printed);
    assert.match(printed, /PIN/);
    assert.match(printed, /https:\/\/points\.shop\.example\/till\/enrol\//);
    assert.match(printed, /Tillpass is open at https:\/\/points\.shop\.example/);
  } finally {
    await clone.remove();
  }
});

test('the commands of every other page work in a fresh clone', async () => {
  const clone = await makeClone('all', { words: false });
  try {
    const others = pages.filter((page) => !fromNothing.includes(page));
    const commands = ['docs/program.md', ...others.filter((page) => page !== 'docs/program.md')];
    const { ok, printed } = await runCommands(
      clone.folder,
      [...commands, 'README.md'].flatMap(commandsOf),
      { PORT: String(await nobodysPort()) },
    );
    assert.ok(ok, printed);
  } finally {
    await clone.remove();
  }
});

test('a server and its commands need none of the packages that build and test', async () => {
  const clone = await makeClone('serving', { words: true });
  try {
    const [productionStart = ''] = commandsOf('docs/operations.md');
    const { ok, printed } = await runCommands(clone.folder, [productionStart], {
      PORT: String(await nobodysPort()),
    });
    assert.ok(ok, printed);
    assert.match(printed, /Tillpass is open/);
  } finally {
    await clone.remove();
  }
});

/** As the usage tells it: the command's name and the words and options of its line and those below. */
const usage = usageOf(adminCommands);
const entryOf = (name: string): string =>
  new RegExp(`^${name}(?= |$)[^\\n]*(?:\\n +[^\\n]*)*`, 'm').exec(usage)?.[0] ?? '';

/** What stands behind `npm run admin --`, and in the tables of docs/support.md, which say it once for all. */
const typedIn = (page: string): string[] => {
  const text = readFileSync(page, 'utf8');
  const whole = [...text.matchAll(/npm run (?:--silent )?admin -- ([^`\n#>]+)/g)];
  const cells = page === 'docs/support.md' ? [...text.matchAll(/^\|[^|\n]+\|([^|\n]+)\|/gm)] : [];
  const inCells = cells.flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z][^`]*)`/g)]);
  return [...whole, ...inCells].map(([, typed = '']) => typed.trim());
};

test('every command that a document names is one that there is, and so is each of its options', () => {
  const typed = pages.flatMap((page) => typedIn(page).map((command) => ({ page, command })));
  assert.ok(typed.length > 50, 'the commands are found');
  const wrong = typed.filter(({ command }) => {
    const [name = '', verb = ''] = command.split(/\s+/);
    if (name === 'COMMAND' || name === '…' || name === 'help') return false;
    const entry = entryOf(adminCommands[name]?.verbs ? `${name} ${verb}` : name);
    const options = command.match(/--[a-z-]+/g) ?? [];
    return entry === '' || !options.every((option) => entry.includes(option));
  });
  assert.deepEqual(wrong, []);
});

test('a document names every command', () => {
  const written = pages.map((page) => readFileSync(page, 'utf8')).join('\n');
  const missing = Object.keys(adminCommands).filter(
    (name) => !new RegExp(`(?:\`|admin -- )${name}(?![a-z-])`).test(written),
  );
  assert.deepEqual(missing, []);
});

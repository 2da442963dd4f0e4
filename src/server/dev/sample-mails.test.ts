import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demonstrationProgram } from '#server/demonstration/program.ts';
import { sampleAt, sampleMails } from './sample-mails.ts';

/** The first letter that has a direction. Digits and marks have none of their own. */
const firstLetter = (text: string): string => /\p{L}/u.exec(text)?.[0] ?? assert.fail(text);

/** What a list of mails shows beside the subject, where a mail says it itself. */
const previewIn = (html: string): string | null =>
  /max-height:0[^>]*>([^<]*)</.exec(html)?.[1] ?? null;

test('each mail in Arabic begins with an Arabic letter where a list shows it, whatever script names are in', () => {
  const program = demonstrationProgram(sampleAt);
  const latin = {
    ...program,
    name: 'Pegasus',
    stores: program.stores.map((store) => ({ ...store, name: 'Main Street' })),
  };
  for (const [name, { subject, html }] of sampleMails(latin, 'ar', 'https://points.example')) {
    assert.match(firstLetter(subject), /\p{Script=Arabic}/u, `${name}: ${subject}`);
    const preview = previewIn(html);
    if (preview !== null)
      assert.match(firstLetter(preview), /\p{Script=Arabic}/u, `${name}: ${preview}`);
  }
});

test('each mail names the company that is responsible, as text and as HTML', () => {
  const company = { name: 'Pegasus Bakery GmbH', address: 'Main Street 1, Berlin' };
  const program = { ...demonstrationProgram(sampleAt), company };
  for (const [name, { text, html }] of sampleMails(program, 'ar', 'https://points.example'))
    for (const said of Object.values(company)) {
      assert.ok(text.includes(`\n${said}\n`), `${name}: ${text}`);
      assert.ok(html.includes(`>${said}<`), name);
    }
});

test('each mail to a member is among them, and none says a sentence twice, nor its subject in the preview', () => {
  const room = new URL('../words/mail/', import.meta.url);
  const source = readFileSync(new URL('./sample-mails.ts', import.meta.url), 'utf8');
  // These are of the frame, and of whoever runs the server.
  const others = ['notice-mail.ts', 'pool-low-mail.ts'];
  const lost = readdirSync(room)
    .filter((name) => name.endsWith('-mail.ts') && !others.includes(name))
    .filter((name) => !source.includes(`'#server/words/mail/${name}'`));
  assert.deepEqual(lost, [], 'mails that nobody can look at');
  for (const language of ['en', 'ar'] as const)
    for (const [name, { subject, text, html }] of sampleMails(
      demonstrationProgram(sampleAt),
      language,
      'https://points.example',
    )) {
      const lines = text.split('\n').filter((line) => /\p{L}{3}.* .*\p{L}{3}/u.test(line));
      assert.equal(new Set(lines).size, lines.length, `${name}: ${text}`);
      const preview = previewIn(html);
      assert.ok(preview === null || !subject.includes(preview), `${name}: ${preview}`);
    }
});

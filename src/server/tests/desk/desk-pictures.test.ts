import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type {
  PictureGiven,
  ProgramDraft,
  ProgramPut,
  ProgramText,
} from '#contract/desk/desk-program.ts';
import { pictureAt } from '#contract/paths.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { viewProgram } from '#server/usecases/editing/view-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

function good<T>(answer: Seen): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

const flat = (width: number, height: number, background = '#c86432') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

const svg = (inside: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">${inside}</svg>`);

const draftOf = async (browser: Browser, name: string): Promise<ProgramDraft> =>
  good(await browser.post(deskApi.beginDraft, { name }));

function give(
  browser: Browser,
  { id }: Pick<ProgramDraft, 'id'>,
  file: Buffer,
  { use = 'reward', name = 'mug.png' } = {},
): Promise<Seen> {
  const query = new URLSearchParams({ use, name });
  return browser.upload(`${deskApi.draftPicture.replace(':draftId', id)}?${query}`, file, {
    'content-type': 'application/octet-stream',
  });
}

const save = (browser: Browser, draft: ProgramDraft, text: string) =>
  browser.post(deskApi.draft.replace(':draftId', draft.id), { revision: draft.revision, text });

/** The draft's text with a picture of its first reward. */
const pictured = ({ text }: ProgramDraft, file: string) =>
  text.replace(/^( +)points: (\S+)$/m, `$1points: $2\n$1picture: ${file}`);

test('two people give pictures of one name while a third saves: nobody loses anything', async () => {
  const eda = await administrator(t, 'Eda', 'editor');
  const olga = await administrator(t, 'Olga');
  const draft = await draftOf(eda.browser, 'At once');
  const [red, blue] = await Promise.all([flat(640, 480, '#a02020'), flat(640, 480, '#2020a0')]);
  const [first, second, saved] = await Promise.all([
    give(eda.browser, draft, red, { name: 'cup.png' }),
    give(olga.browser, draft, blue, { name: 'cup.png' }),
    save(eda.browser, draft, `# mine\n${draft.text}`),
  ]);
  const names = [first, second].map((one) => good<PictureGiven>(one).file).sort();
  assert.deepEqual(names, ['cup-2.png', 'cup.png']);
  good(saved);
  const now: ProgramDraft = good(
    await olga.browser.get(deskApi.draft.replace(':draftId', draft.id)),
  );
  assert.match(now.text, /^# mine/);
  for (const one of [first, second]) {
    const { file, picture } = good<PictureGiven>(one);
    assert.equal(now.pictures[`reward ${file}`]?.hash, picture.hash);
  }
});

test('a picture that an imported file names is given under its name, with its folder', async () => {
  const ivo = await administrator(t, 'Ivo', 'editor');
  const draft = await draftOf(ivo.browser, 'Imported');
  const text = pictured(draft, 'pictures/elsewhere.jpg');
  const saved: ProgramDraft = good(await save(ivo.browser, draft, text));
  assert.match(saved.faults[0]?.reason ?? '', /not stored here/);
  const name = 'pictures/elsewhere.jpg';
  good(await give(ivo.browser, draft, await flat(640, 480, '#30a050'), { name }));
  const now: ProgramDraft = good(
    await ivo.browser.get(deskApi.draft.replace(':draftId', draft.id)),
  );
  assert.deepEqual(now.faults, []);
});

test('what is no picture for its place is refused in words, and kept nowhere', async () => {
  const { browser } = await administrator(t, 'Mia', 'editor');
  const draft = await draftOf(browser, 'Refused');
  const kept = () =>
    t.context.store.read
      .selectFrom('pictures')
      .select('hash')
      .execute()
      .then((rows) => rows.length);
  const before = await kept();
  const cases: readonly (readonly [fault: string, file: Buffer, use?: string])[] = [
    ['large', Buffer.alloc(20_000_000, 1)],
    ['unreadable', Buffer.from('a shopping list')],
    ['unreadable', Buffer.alloc(0)],
    ['active', svg('<script>alert(1)</script>'), 'logo'],
    ['active', svg('<image href="https://example.com/a.png"/>'), 'wide'],
    ['small', await flat(100, 100)],
    ['small', await flat(400, 300), 'wide'],
    ['shape', await flat(2_000, 100, '#102030'), 'logo'],
    ['pale', await flat(400, 200, '#ffffff'), 'logo'],
  ];
  for (const [fault, file, use = 'reward'] of cases) {
    const answer = await give(browser, draft, file, { use });
    assert.equal(answer.status, 422, `${fault}: ${answer.text}`);
    assert.deepEqual(answer.body.error.details, { key: 'desk-picture', fault });
  }
  const none = await give(browser, { id: 'nothing' }, await flat(640, 480));
  assert.equal(none.status, 404);
  assert.equal(await kept(), before);
  const now: ProgramDraft = good(await browser.get(deskApi.draft.replace(':draftId', draft.id)));
  assert.deepEqual(now.pictures, draft.pictures);
});

test('a name that no file may name is replaced, and a long one is cut', async () => {
  const { browser } = await administrator(t, 'Pia', 'editor');
  const draft = await draftOf(browser, 'Names');
  const source = await flat(640, 480);
  const named = async (name: string) =>
    good<PictureGiven>(await give(browser, draft, source, { name })).file;
  assert.equal(await named('../secret.png'), 'picture');
  const long = await named(`${'كوب '.repeat(70)}☕.png`);
  assert.ok(long.endsWith('☕.png') && [...long].length === 60, long);
  const saved: ProgramDraft = good(await save(browser, draft, pictured(draft, `"${long}"`)));
  assert.deepEqual(saved.faults, []);
});

test('a picture that is chosen at the desk is shown beside the form, and to members once it is in force', async () => {
  const nora = await administrator(t, 'Nora', 'editor');
  const draft = await draftOf(nora.browser, 'Pictures');
  const source = await flat(640, 480);
  const given: PictureGiven = good(await give(nora.browser, draft, source));
  assert.equal(given.file, 'mug.png');
  assert.equal(given.picture.color, '#c86432');
  assert.deepEqual(good(await give(nora.browser, draft, source)), given, 'again: the same');
  const address = pictureAt(given.picture.hash, 320, 'webp');
  const shown = await nora.browser.get(address);
  assert.equal(shown.headers['content-type'], 'image/webp');

  // Its name in the text is all that a form adds, and the revision is the one that was read before.
  const saved: ProgramDraft = good(await save(nora.browser, draft, pictured(draft, given.file)));
  assert.deepEqual(saved.faults, []);
  const preview = deskApi.draftPreview.replace(':draftId', draft.id);
  const beside = await nora.browser.get(`${preview}?language=en&theme=light&points=150`);
  assert.ok(beside.text.includes(address), 'the page beside the form has it');

  const phone = await t.joined('pictures@example.com');
  assert.ok(!(await phone.page('/rewards')).text.includes(address), 'nothing reaches a member yet');
  const put: ProgramPut = good(
    await nora.proved('put-program', draft.id, deskApi.putDraft.replace(':draftId', draft.id), {
      revision: saved.revision,
      onto: (await viewProgram(t.context)).onto,
      accepted: [],
    }),
  );
  assert.ok(put.version);
  assert.ok((await phone.page('/rewards')).text.includes(address));
  const file: ProgramText = good(
    await nora.browser.get(deskApi.programVersion.replace(':version', String(put.version))),
  );
  assert.ok(Object.keys(file.pictures).length > 0, 'the page of what is in force shows it');
  const next = await draftOf(nora.browser, 'After');
  assert.deepEqual(next.faults, [], 'the next draft knows the picture');
});

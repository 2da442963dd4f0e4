import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { escapeHtml } from '#contract/document.ts';
import type { Wallet } from '#contract/member.ts';
import { memberApi } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { encodePicture, readPicture } from '#server/usecases/program/encode-picture.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const get = (url: string) => t.app.inject({ url, headers: { host: 'localhost:8080' } });

interface Picture {
  readonly src: string;
  readonly sizes: string;
}

test('every icon that the manifest names is there, as large as it says, and nobody else’s picture', async () => {
  const manifest = (await get('/manifest.webmanifest')).json();
  assert.equal(
    manifest.screenshots,
    undefined,
    'pictures of the demonstration are none of a shop’s',
  );
  const icons: readonly Picture[] = [
    ...manifest.icons,
    { src: '/icons/apple-touch-icon.png', sizes: '180x180' },
  ];
  for (const { src, sizes } of icons) {
    const answer = await get(src);
    assert.equal(answer.statusCode, 200, src);
    if (sizes === 'any') {
      assert.equal(answer.headers['content-type'], 'image/svg+xml; charset=utf-8');
      continue;
    }
    const { width, height } = await sharp(answer.rawPayload).metadata();
    assert.equal(`${width}x${height}`, sizes, src);
  }
});

test('icons wear the program’s colour, and a new brand’s once it is loaded', async () => {
  const cornerOf = async () => {
    const { rawPayload } = await get('/icons/maskable-192.png');
    const { data } = await sharp(rawPayload)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return `#${data.subarray(0, 3).toString('hex')}`;
  };
  const { program } = await readWork(t.context);
  assert.equal(await cornerOf(), program.brand.color);
  await loadProgram(t.context, { ...program, brand: { color: '#f2c200', mark: 'R' } });
  assert.equal(await cornerOf(), '#f2c200');
  assert.match((await get('/icons/icon.svg')).body, />R<\/text>/);
  assert.equal((await get('/favicon.ico')).headers.location, '/icons/icon.svg');
  // A mail is shown by pages of others, and by the development inbox as by a page of nobody.
  for (const icon of ['/icons/icon.svg', '/icons/icon-192.png', '/favicon.ico'])
    assert.equal((await get(icon)).headers['cross-origin-resource-policy'], 'cross-origin', icon);
  const manifest = (await get('/manifest.webmanifest')).json();
  assert.equal(manifest.name, program.name);
  assert.equal(manifest.theme_color, '#f2c200');
  assert.equal(manifest.background_color, '#f2c200', 'the start is the brand’s too');
});

test('the page that phones keep for want of any other is the program’s, and fetches nothing', async () => {
  const { program } = await readWork(t.context);
  for (const [language, title] of [
    ['en', 'No connection'],
    ['ar', 'لا يوجد اتصال'],
  ]) {
    const { body, headers } = await get(`/no-signal/${language}`);
    assert.match(body, new RegExp(`<html lang="${language}".*<title>${title}</title>`, 's'));
    assert.ok(body.includes(`:root:root{--brand:${program.brand.color}`));
    assert.ok(body.includes(`>${escapeHtml(program.name)}</span>`));
    assert.doesNotMatch(body, /<script|<link| src=/);
    assert.equal(headers['x-tillpass'], '1');
  }
  assert.equal((await get('/no-signal/xx')).statusCode, 404);
});

test('a reward’s picture is stored with the program, served for ever, and named by the wallet', async () => {
  const { program } = await readWork(t.context);
  const source = await sharp({
    create: { width: 400, height: 300, channels: 3, background: '#336699' },
  })
    .png()
    .toBuffer();
  const { hash, color, ratio } = await readPicture(source, 'reward');
  const [first, ...others] = program.rewards;
  assert.ok(first);
  const rewards = [{ ...first, picture: { hash, color } }, ...others];
  let made = 0;
  const files = () => {
    made += 1;
    return encodePicture(source, 'reward');
  };
  await loadProgram(
    t.context,
    { ...program, rewards },
    { pictures: [{ hash, color, ratio, files }] },
  );
  const answer = await get(`/pictures/${hash}-320.avif`);
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'image/avif');
  assert.match(String(answer.headers['cache-control']), /immutable/);
  assert.equal((await sharp(answer.rawPayload).metadata()).width, 320);
  for (const lost of [`${hash}-320.png`, `${hash}-100.avif`, '0123456789abcdef-320.avif', 'x'])
    assert.equal((await get(`/pictures/${lost}`)).statusCode, 404, lost);

  const phone = await t.joined('pictured@example.com');
  const { rewards: offers } = (await phone.get(memberApi.wallet)).body as Wallet;
  assert.deepEqual(offers.find(({ id }) => id === first.id)?.art?.picture, { hash, color });

  const again = { ...program, rewards, welcomePoints: 7 };
  await loadProgram(t.context, again, { pictures: [{ hash, color, ratio, files }] });
  assert.equal(made, 1, 'what is stored is not made again');
});

test('a logo that came as a file is on icons, printed posters and the page without network, and nothing is fetched there', async () => {
  const { program } = await readWork(t.context);
  const source = await sharp({
    create: { width: 400, height: 200, channels: 3, background: '#c0185b' },
  })
    .png()
    .toBuffer();
  const { hash, color, ratio } = await readPicture(source, 'logo');
  const logo = { hash, color, ratio, files: () => encodePicture(source, 'logo') };
  const brand = { color: '#f2c200', mark: 'R', logoPicture: { hash, ratio } };
  await loadProgram(t.context, { ...program, brand }, { pictures: [logo] });

  const { data, info } = await sharp((await get('/icons/icon-512.png')).rawPayload)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) =>
    data
      .subarray((y * info.width + x) * info.channels)
      .subarray(0, 3)
      .toString('hex');
  assert.equal(pixel(60, 256), 'ffffff', 'it stands on white');
  assert.match(pixel(256, 256), /^[bc][0-9a-f]1[0-9a-f]5[0-9a-f]$/);

  const page = (await get('/P/M1')).body;
  assert.ok(page.includes(`.mark{`) && page.includes(`url(/pictures/${hash}-320.webp)`));
  const lone = (await get('/no-signal/en')).body;
  assert.match(lone, /\.mark\{[^}]*url\(data:image\/png;base64,/);
  assert.doesNotMatch(lone, /\/pictures\//);
  const sheets = await runCommand(t.context, 'posters');
  assert.match(sheets, /\.logo\{[^}]*url\(data:image\/png;base64,/);
  assert.match(sheets, /<header><span class="logo"><\/span><b>/);
  assert.equal(sheets.split('data:image').length, 2, 'once for all sheets');

  await withoutPictures(async () => {
    assert.equal((await get('/icons/icon.svg')).statusCode, 200, 'made once, not at each request');
    assert.equal((await get('/no-signal/en')).body, lone);
  });
});

/** While the database has no stored pictures to give. */
async function withoutPictures(meanwhile: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) =>
    t.context.store.transact(({ db }) => db.schema.alterTable(from).renameTo(to).execute());
  await rename('pictures', 'pictures_away');
  await meanwhile().finally(() => rename('pictures_away', 'pictures'));
}

test('what could not be drawn once is drawn as soon as it can be', async () => {
  const { program } = await readWork(t.context);
  const source = await sharp({
    create: { width: 900, height: 450, channels: 3, background: '#227755' },
  })
    .png()
    .toBuffer();
  const pictures = await Promise.all(
    (['logo', 'wide'] as const).map(async (kind) => ({
      ...(await readPicture(source, kind)),
      files: () => encodePicture(source, kind),
    })),
  );
  const [logo, cover] = pictures;
  assert.ok(logo && cover);
  const brand = { color: '#f2c200', mark: 'R', logoPicture: logo, cover };
  await loadProgram(t.context, { ...program, brand }, { pictures });
  const card = /\/share\/[0-9a-f]{16}\.jpeg/.exec((await get('/P/M1')).body)?.[0] ?? '';
  const asked = ['/icons/icon-192.png', '/no-signal/en', card];
  const answers = () => Promise.all(asked.map(async (url) => (await get(url)).statusCode));
  await withoutPictures(async () => assert.deepEqual(await answers(), [500, 500, 500]));
  assert.deepEqual(await answers(), [200, 200, 200]);
  await withoutPictures(async () => assert.deepEqual(await answers(), [200, 200, 200]));
});

test('a chat shows the shop’s card, with the cover, from an address that never changes what it shows', async () => {
  const cardOf = (html: string) =>
    /<meta property="og:image" content="http:\/\/localhost:8080(\/share\/[0-9a-f]{16}\.jpeg)">/.exec(
      html,
    )?.[1] ?? '';
  const { program } = await readWork(t.context);
  const before = (await get('/P/M1')).body;
  assert.ok(before.includes(`<meta property="og:title" content="${escapeHtml(program.name)}">`));
  const plain = await get(cardOf(before));
  assert.equal(plain.statusCode, 200);

  const source = await sharp({
    create: { width: 800, height: 450, channels: 3, background: '#336699' },
  })
    .png()
    .toBuffer();
  const { hash, color, ratio } = await readPicture(source, 'wide');
  const cover = { hash, color, ratio, files: () => encodePicture(source, 'wide') };
  const brand = { ...program.brand, cover: { hash, color } };
  await loadProgram(t.context, { ...program, brand }, { pictures: [cover] });
  const page = (await get('/P/M1')).body;
  assert.ok(page.includes(`.hello::after{`) && page.includes(`/pictures/${hash}-800.avif`));
  assert.notEqual(cardOf(page), cardOf(before));
  assert.equal((await get(cardOf(before))).statusCode, 404);
  const card = await get(cardOf(page));
  assert.equal(card.headers['content-type'], 'image/jpeg');
  assert.match(String(card.headers['cache-control']), /immutable/);
  assert.equal(card.headers['cross-origin-resource-policy'], 'cross-origin');
  const { width, height } = await sharp(card.rawPayload).metadata();
  assert.equal(`${width}x${height}`, '1200x630');
  const top = await sharp(card.rawPayload)
    .extract({ left: 600, top: 100, width: 1, height: 1 })
    .raw()
    .toBuffer();
  assert.ok(Math.abs((top[0] ?? 0) - 0x33) < 12, 'the cover is on it');

  const phone = await t.joined('unshared@example.com');
  assert.doesNotMatch(
    (await phone.page('/wallet')).text,
    /og:image/,
    'a wallet is nobody’s to share',
  );
  const jpeg = await get(`/pictures/${hash}-320.jpeg`);
  assert.equal((await sharp(jpeg.rawPayload).metadata()).format, 'jpeg');
});

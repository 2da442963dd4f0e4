import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { encodePicture } from './encode-picture.ts';
import { pictureBeside } from './picture-beside.ts';
import { PictureFault } from './picture-fault.ts';
import { faultLine, readProgramFile } from './program-file.ts';
import { readPictures } from './read-pictures.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillpass-pictures-'));
});
after(() => rm(folder, { recursive: true }));

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c86432' } });
const svg = (inside: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">${inside}</svg>`);

/** The program's file with this picture of its reward, or of something else; and the picture, unless it is missing. */
async function readWith(
  file: string,
  source: Uint8Array | null,
  bent = (name: string) => bentProgram('points: 100', `points: 100\n    picture: ${name}`),
) {
  if (source) await writeFile(join(folder, file), source);
  const read = readProgramFile(bent(file));
  assert.ok('program' in read, JSON.stringify(read));
  return readPictures(read.program, read.pictures, pictureBeside(folder));
}

async function faultWith(
  file: string,
  source: Uint8Array | null,
  bent?: (name: string) => string,
): Promise<string> {
  const read = await readWith(file, source, bent);
  assert.ok('faults' in read, 'it was taken');
  return read.faults.map((fault) => faultLine('p.yaml', fault)).join('\n');
}

test('a picture is taken by its content, whatever its name is, with its average colour', async () => {
  const read = await readWith('coffee.gif', await flat(400, 300).png().toBuffer());
  assert.ok('program' in read, JSON.stringify(read));
  const picture = read.program.rewards[0]?.picture;
  assert.match(picture?.hash ?? '', /^[0-9a-f]{16}$/);
  assert.equal(picture?.color, '#c86432');
  assert.deepEqual(
    read.pictures.map(({ hash }) => hash),
    [picture.hash],
  );
});

test('it is cut to four thirds in two widths, each file of 15 KB at most', async () => {
  const files = await encodePicture(await flat(900, 300).jpeg().toBuffer(), 'reward');
  const found = await Promise.all(
    files.map(async ({ kind, bytes }) => {
      const { width, height, format } = await sharp(bytes).metadata();
      assert.ok(bytes.length <= 15_000, `${bytes.length} bytes`);
      return `${kind} ${format} ${width}x${height}`;
    }),
  );
  assert.deepEqual(found, [
    'avif heif 320x240',
    'webp webp 320x240',
    'avif heif 800x600',
    'webp webp 800x600',
  ]);
});

test('an SVG is drawn as large as it is wanted, however small it says it is', async () => {
  const [small] = await encodePicture(svg('<path fill="#c86432" d="M0 0h40v30H0z"/>'), 'reward');
  const { data } = await sharp(small?.bytes).raw().toBuffer({ resolveWithObject: true });
  assert.ok(Math.abs((data[0] ?? 0) - 0xc8) < 8, 'it has its colour');
});

test('what is no picture is refused in its place, with what to give instead', async () => {
  const small = await flat(100, 75).png().toBuffer();
  const gif = await flat(400, 300).gif().toBuffer();
  const refused: readonly [string, Uint8Array | null, RegExp][] = [
    ['none.jpg', null, /"none\.jpg" is not there: its place is seen from this file/],
    ['text.png', Buffer.from('hello'), /"text\.png" can't be read as a picture: give a JPEG, PNG/],
    ['broken.png', small.subarray(0, 60), /can't be read as a picture/],
    ['small.png', small, /is 100 pixels wide, and needs 320 or more/],
    ['moving.png', gif, /is gif: give a JPEG, PNG, WebP, AVIF or SVG/],
    ['empty.png', new Uint8Array(), /"empty\.png" can't be read as a picture/],
    ['low.png', await flat(400, 1).png().toBuffer(), /is 1 pixel high, and needs 240 or more/],
    [
      'vast.png',
      await flat(10_000, 10_001).png().toBuffer(),
      /has more pixels than 100\.0 million/,
    ],
    ['large.jpg', new Uint8Array(20_000_000), /has 20\.0 MB, and may have 10\.0/],
  ];
  for (const [file, source, reason] of refused) {
    const said = await faultWith(file, source);
    assert.match(said, /^p\.yaml:\d+:5: rewards\[0\]\.picture: /);
    assert.match(said, reason);
  }
});

test('an SVG that could run or reach outside is refused; one that points at its own parts is not', async () => {
  const bad = [
    '<script>alert(1)</script>',
    '<path onload="alert(1)" d="M0 0"/>',
    '<image href="https://evil.example/a.png"/>',
    '<image xlink:href="file:///etc/passwd"/>',
    '<style>@import url("//evil.example/a.css")</style>',
    '<path fill="url(https://evil.example/a#b)" d="M0 0"/>',
    '<foreignObject><p>Hi</p></foreignObject>',
  ];
  for (const inside of bad)
    assert.match(await faultWith('bad.svg', svg(inside)), /is an SVG with /);
  const entity = Buffer.from('<!DOCTYPE svg [<!ENTITY x "y">]><svg viewBox="0 0 4 3">&x;</svg>');
  assert.match(await faultWith('entity.svg', entity), /is an SVG with an entity/);
  const own = svg('<defs><path id="a" d="M0 0h9v9z"/></defs><use href="#a"/>');
  assert.ok('program' in (await readWith('own.svg', own)));
});

test('a picture with more detail than 15 KB hold is refused when it is encoded', async () => {
  const noise = Buffer.from(
    Array.from({ length: 800 * 600 * 3 }, (_, at) => ((at * 7919) % 251) ^ (at >> 3)),
  );
  const source = await sharp(noise, { raw: { width: 800, height: 600, channels: 3 } })
    .png()
    .toBuffer();
  const read = await readWith('noise.png', source);
  assert.ok('program' in read, JSON.stringify(read));
  // Only encoding shows it, and its place in the file is told all the same.
  await assert.rejects(
    async () => read.pictures[0]?.files(),
    (fault) => {
      assert.ok(fault instanceof PictureFault && fault.at);
      const said = faultLine('p.yaml', fault.at);
      assert.match(
        said,
        /^p\.yaml:\d+:5: rewards\[0\]\.picture: "noise\.png" has too much fine detail/,
      );
      return true;
    },
  );
});

test('a picture is looked for beside the program’s file only', () => {
  for (const file of ['/etc/passwd', '../secret.png', 'a/../../b.png'])
    assert.ok(
      'faults' in readProgramFile(bentProgram('points: 100', `points: 100\n    picture: ${file}`)),
      file,
    );
});

const withLogo = (name: string) => bentProgram('brand: {', `brand: { logo: ${name},`);
const withCover = (name: string) => bentProgram('brand: {', `brand: { cover: ${name},`);

test('a logo keeps its shape, without the margin of its file, on white', async () => {
  const source = svg('<path fill="#155e75" d="M10 12h20v5H10z"/>');
  const read = await readWith('logo.svg', source, withLogo);
  assert.ok('program' in read, JSON.stringify(read));
  const { logoPicture } = read.program.brand;
  assert.equal(logoPicture?.ratio, 4);
  const files = (await read.pictures[0]?.files()) ?? [];
  assert.deepEqual(
    await Promise.all(
      files.map(async ({ hash, bytes }) => {
        assert.equal(hash, logoPicture?.hash);
        const { width, height, format, hasAlpha } = await sharp(bytes).metadata();
        return `${format} ${width}x${height}${hasAlpha ? ' with holes' : ''}`;
      }),
    ),
    ['heif 320x80', 'webp 320x80', 'heif 800x200', 'webp 800x200'],
  );
});

test('a logo that runs, reaches outside, is too small or can’t be seen is refused in its place', async () => {
  const long = await sharp({ create: { width: 900, height: 100, channels: 3, background: '#123' } })
    .png()
    .toBuffer();
  const refused: readonly [string, Uint8Array | null, RegExp][] = [
    ['script.svg', svg('<script>alert(1)</script>'), /is an SVG with a script: export it/],
    ['event.svg', svg('<g onclick = "alert(1)"><path d="M0 0h9v9z"/></g>'), /with a script/],
    ['data.svg', svg('<image href="data:text/html,x"/>'), /with a link to something outside it/],
    ['use.svg', svg('<use href="other.svg#a"/>'), /with a link to something outside it/],
    ['font.svg', svg('<style>@font-face{src:url(//e.example/f)}</style>'), /with a link/],
    ['white.svg', svg('<path fill="#fff" d="M0 0h40v30H0z"/>'), /shows nothing on white/],
    ['small.png', await flat(100, 100).png().toBuffer(), /100 pixels wide, and needs 160/],
    ['long.png', long, /is 900 × 100 pixels without its margin; a logo may be up to four times/],
    ['large.png', new Uint8Array(20_000_000), /has 20\.0 MB, and may have 10\.0/],
    ['lost.png', null, /"lost\.png" is not there/],
  ];
  for (const [file, source, reason] of refused) {
    const said = await faultWith(file, source, withLogo);
    assert.match(said, /^p\.yaml:\d+:\d+: brand\.logo: /);
    assert.match(said, reason);
  }
});

test('a cover and a tier’s picture are as wide as a page', async () => {
  const source = await flat(900, 900).jpeg().toBuffer();
  const cover = await readWith('cover.jpg', source, withCover);
  assert.ok('program' in cover, JSON.stringify(cover));
  assert.equal(cover.program.brand.cover?.color, '#c86432');
  const [small] = (await cover.pictures[0]?.files()) ?? [];
  const { width, height } = await sharp(small?.bytes).metadata();
  assert.equal(`${width}x${height}`, '320x180');
  const tier = await readWith('tier.jpg', source, (name) =>
    bentProgram('perks: []', `perks: []\n    picture: ${name}`),
  );
  assert.ok('program' in tier, JSON.stringify(tier));
  assert.equal(tier.program.tiers[0]?.picture?.hash, cover.program.brand.cover?.hash);
  const narrow = await faultWith('narrow.jpg', await flat(500, 500).jpeg().toBuffer(), withCover);
  assert.match(narrow, /brand\.cover: "narrow\.jpg" is 500 pixels wide, and needs 640 or more/);
});

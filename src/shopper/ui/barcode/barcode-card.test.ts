import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createElement, type FunctionComponent } from 'react';
import { renderToString } from 'react-dom/server';
import { createServer, type ViteDevServer } from 'vite';
import type { SymbolDrawing } from '#contract/member.ts';

type DrawPlain = { drawPlain(digits: string): readonly SymbolDrawing[] };
type Symbol = { drawing: SymbolDrawing; label: string };

async function load<Props extends object>(vite: ViteDevServer, file: string, name: string) {
  const module = await vite.ssrLoadModule(file);
  // Vite can't know a module's exports; a wrong name fails the first test that renders it.
  return module[name] as FunctionComponent<Props>;
}

const digits = '123456789012';
let drawPlain: DrawPlain['drawPlain'];
let Digits: FunctionComponent<{ digits: string }>;
let markup: string;
before(async () => {
  // Vite's own server, because plain Node can't read JSX, CSS or jsbarcode's sources.
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    ssr: { noExternal: ['jsbarcode'] },
  });
  const BarcodeCard = await load(vite, '/barcode-card.tsx', 'BarcodeCard');
  const BarcodeSymbol = await load<Symbol>(vite, '/barcode-symbol.tsx', 'BarcodeSymbol');
  Digits = await load<{ digits: string }>(vite, '/digits.tsx', 'Digits');
  ({ drawPlain } = (await vite.ssrLoadModule('/draw-plain.ts')) as DrawPlain); // As above.
  await vite.close();
  const symbols = drawPlain(digits).map((drawing, at) => {
    const label = at === 0 ? 'Barcode & more' : 'QR code';
    return createElement(BarcodeSymbol, { drawing, label, key: at });
  });
  markup = renderToString(
    createElement(BarcodeCard, null, ...symbols, createElement(Digits, { digits })),
  );
});

describe('what the server writes of a voucher code', () => {
  test('needs no style attribute, which the security policy forbids', () => {
    assert.doesNotMatch(markup, /style=/);
  });

  test('begins the bars after ten modules of quiet zone and ends them ten before the end', () => {
    const [, path = ''] = /viewBox="0 0 121 1".*?<path[^>]* d="([^"]*)"/.exec(markup) ?? [];
    const runs = Array.from(path.matchAll(/M(\d+) 0h(\d+)v1h-\2z/g), ([, at, width]) => [
      Number(at),
      Number(at) + Number(width),
    ]);
    // Three bars for each character, with start and check, and four for stop.
    assert.equal(runs.length, 8 * 3 + 4);
    assert.equal(runs.at(0)?.[0], 10);
    assert.equal(runs.at(-1)?.[1], 121 - 10);
  });

  test('keeps four modules clear all around the QR code', () => {
    assert.match(markup, /viewBox="0 0 29 29".*?d="M4 4h7v1h-7z/);
    assert.match(markup, /M4 24h7v1h-7z/);
  });

  test('says how many modules each is wide, for the style sheet', () => {
    assert.deepEqual(
      [...markup.matchAll(/data-modules="(\d+)"/g)].map(([, modules]) => modules),
      ['121', '29'],
    );
  });

  test('draws a pass in the same way, wider by five characters, with a QR code that is as small', () => {
    const [bars, code] = drawPlain('1482016357070123456775');
    assert.deepEqual([bars?.symbology, bars?.rows[0]?.length, bars?.quiet], ['code-128', 156, 10]);
    assert.deepEqual([code?.symbology, code?.rows.length, code?.quiet], ['qr', 21, 4]);
  });

  test('names each picture for a screen reader', () => {
    assert.match(markup, /role="img" aria-label="Barcode &amp; more"/);
    assert.match(markup, /role="img" aria-label="QR code"/);
  });

  test('shows the digits in fours and speaks them one by one', () => {
    assert.match(markup, /dir="ltr"/);
    assert.match(markup, /<span aria-hidden="true">1234 5678 9012<\/span>/);
    assert.match(markup, />1 2 3 4, 5 6 7 8, 9 0 1 2</);
  });

  test('leaves a code with letters in one piece', () => {
    const digits = 'SAVE-10';
    assert.match(renderToString(createElement(Digits, { digits })), />SAVE-10</);
  });

  test('stays small: a whole page has 13 KB compressed', () => {
    assert.ok(markup.length < 4_000, `${markup.length} characters`);
  });
});

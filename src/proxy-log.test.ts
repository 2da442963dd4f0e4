/** A proxy in front logs requests by itself. What docs/install has it log must hold no link that opens something. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pages } from '#contract/pages.ts';
import * as paths from '#contract/paths.ts';

const read = (path: string) => readFileSync(new URL(`../docs/${path}`, import.meta.url), 'utf8');

/** Every address of ours with a token or an invitation's code in its path. */
const links = [
  ...Object.values(pages).map(({ pattern }) => pattern),
  ...Object.values(paths).flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'object' ? Object.values(value) : [],
  ),
].filter((address): address is string => /^\/.+\/:(?:token|code)$/.test(String(address)));

const placeOf = (link: string) => link.replace(/:\w+$/, '');

test('nginx’s log cuts each link before its secret, and no other address', () => {
  const conf = read('install/nginx.conf');
  const [, pattern = ''] = /"~(\^\S+)" "\$\{tillpass_place\}\.\.\."/.exec(conf) ?? [];
  const cut = new RegExp(pattern);
  assert.ok(links.length >= 9, links.join());
  for (const link of links) {
    const place = cut.exec(`${placeOf(link)}secret`)?.groups?.tillpass_place;
    assert.equal(place, placeOf(link), link);
  }
  for (const other of ['/P/M1', '/p/m1', '/wallet', '/till', '/pos/v1/purchases', '/s/'])
    assert.doesNotMatch(other, cut);
  const servers = conf.match(/^server \{\n {2}access_log \S+ tillpass;/gm);
  assert.equal(servers?.length, conf.match(/^server \{/gm)?.length);
});

test('docs/install.md names them for whatever else stands in front', () => {
  const page = read('install.md');
  for (const link of links) assert.ok(page.includes(`\`${placeOf(link)}\``), link);
});

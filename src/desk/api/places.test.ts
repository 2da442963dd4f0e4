import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deskPlaces } from './places.ts';

test('every page of the router is in the table of places, which tests walk, and every place has its page', async () => {
  const folder = join(import.meta.dirname, '..');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tsx'));
  const routers = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const text = routers.join('\n');
  const routed = [...text.matchAll(/path=\{deskPlaces\.(\w+)\}|, deskPlaces\.(\w+),/g)].flatMap(
    ([, one, other]) => places.filter(([name]) => name === (one ?? other)),
  );
  const isRouted = (place: string) =>
    routed.some(([, path]) =>
      path.endsWith('/*') ? place.startsWith(path.slice(0, -2)) : place === path,
    );
  assert.deepEqual(
    places.filter(([, place]) => !isRouted(place)),
    [],
    'a place without a page',
  );
  const routes = text.match(/<Route\b|\blater\('/g) ?? [];
  // The two makers of routes have one `<Route` each, and one page is for every other address.
  assert.equal(routes.length, routed.length + 3, 'a page that is in no table');
});

const places = Object.entries(deskPlaces).filter(
  (entry): entry is [keyof typeof deskPlaces, string] => typeof entry[1] === 'string',
);

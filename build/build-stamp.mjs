// The build is as good as its sources: a digest of their names and contents is kept beside what was built from them, so that a
// folder that was copied with its build is as current as where it was built.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const sources = [
  ...['web', 'shopper', 'till', 'worker', 'i18n', 'contract', 'domain'].map(
    (room) => `src/${room}`,
  ),
  ...[
    'public',
    'build/build.mjs',
    'src/server/demonstration/pictures',
    'src/server/demonstration/make-pictures.ts',
    'src/server/usecases/program/encode-picture.ts',
    'build/vite',
    'index.html',
    'vite.config.ts',
    'package.json',
    'package-lock.json',
  ],
];
const outputs = ['dist/app', 'dist/render', 'dist/pictures.json', 'src/i18n/compiled'];
const stampFile = 'dist/build.stamp';

function filesBelow(place) {
  // Files that the build itself writes are no sources.
  if (outputs.includes(place) || !existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place).flatMap((name) => filesBelow(path.posix.join(place, name)));
}

/** A digest of every source, within a tenth of a second. */
export function sourcesStamp() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow).filter((name) => !/\.test\.tsx?$/.test(name))) {
    const content = readFileSync(file);
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

export function buildIsCurrent() {
  return (
    [...outputs, stampFile].every((place) => existsSync(place)) &&
    readFileSync(stampFile, 'utf8') === sourcesStamp()
  );
}

export function keepBuildStamp(stamp) {
  mkdirSync('dist', { recursive: true });
  writeFileSync(stampFile, stamp);
}

// `npm run build`: words first, since pages import what their compiler writes; then Vite, which makes both halves of the pages.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { keepBuildStamp, sourcesStamp } from './build-stamp.mjs';
import { withLock } from './lock.mjs';

process.chdir(path.dirname(import.meta.dirname));

const steps = [
  ['src/i18n/compile.ts'],
  ['src/server/demonstration/make-pictures.ts'],
  ['node_modules/vite/bin/vite.js', 'build'],
];

withLock('dist/build.lock', () => {
  // Taken before, so that a source changed meanwhile leads to another build.
  const stamp = sourcesStamp();
  for (const args of steps) {
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exit(1);
  }
  keepBuildStamp(stamp);
});

// `npm run bench:scan [-- inside|edges|widths] [--scenes 10000] [--seed 1] [--minutes 60] [--keep]`
// Photographs the real voucher's page as cameras and shops do, and has three readers read it: docs/scanning.md
// explains each figure. `--keep` takes the screenshots of last time.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../bench/report.ts';
import { findEdges } from './edges.ts';
import { engines } from './eyes.ts';
import { photographInside } from './inside.ts';
import { zxingReaderPath } from './judges.ts';
import { allLooks } from './looks.ts';
import { takeShots } from './screens.ts';
import { shotsFile } from './sitting.ts';
import { measureWidths } from './widths.ts';

process.chdir(dirname(dirname(import.meta.dirname)));
const folder = 'dist/lab';

const { values, positionals } = parseArgs({
  options: {
    scenes: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    keep: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const parts = positionals.length > 0 ? positionals : ['widths', 'inside', 'edges'];
const [seed, scenes] = [Number(values.seed), Number(values.scenes)];
const untilMs = performance.now() + Number(values.minutes) * 60_000;

// An old build would be photographed in silence.
if (spawnSync(process.execPath, ['build/prepare.mjs', 'build'], { stdio: 'inherit' }).status !== 0)
  process.exit(1);

const load = () => `load ${loadavg()[0]?.toFixed(1)}`;
say(`Barcode laboratory, ${new Date().toISOString().slice(0, 16)}Z`);
say(
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, ${load()}`,
);
say(
  `Readers: zbar, zxing-wasm${zxingReaderPath() ? ', zxing-cpp' : '; no zxing-cpp here, so both must read'}`,
);

const began = performance.now();
if (
  parts.some((part) => part !== 'widths') &&
  !(values.keep && existsSync(join(folder, shotsFile)))
) {
  const shots = await takeShots(folder, engines, allLooks, (text) => say(`… ${text}`));
  await writeFile(join(folder, shotsFile), JSON.stringify(shots));
  say(`${shots.length} screenshots in ${seconds()} s`);
}
if (parts.includes('widths')) await measureWidths();
if (parts.includes('inside')) await photographInside(folder, { scenes, seed, untilMs });
// A step of an edge needs fewer: 40 tell 99 % from 95.
if (parts.includes('edges'))
  await findEdges(folder, { scenes: Math.min(scenes, 40), seed, untilMs });
say(`\nDone in ${seconds()} s; ${load()} at the end.`);

function seconds(): number {
  return Math.round((performance.now() - began) / 1000);
}

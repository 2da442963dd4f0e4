import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { clientDir } from './places.ts';

/** Under this, the header of a compressed answer eats what compression saves. */
const smallestCompressed = 1024;
const compressible = new Set(['.js', '.css', '.svg', '.json', '.wasm', '.webmanifest']);

/** Writes `.br` and `.gz` beside every asset, at the best level, which a server could not afford per request. */
export function precompress(): Plugin {
  return {
    name: 'tillpass:precompress',
    apply: 'build',
    applyToEnvironment: (environment) => environment.config.build.outDir === clientDir,
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = await readdir(clientDir, { recursive: true });
        await Promise.all(
          files
            .filter((file) => compressible.has(extname(file)))
            .map((file) => compress(join(clientDir, file))),
        );
      },
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < smallestCompressed) return;
  const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, best));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

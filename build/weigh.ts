import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Manifest, ManifestChunk } from 'vite';

/** The bytes that are sent: brotli at its best level, as the build compresses files. */
export async function brotliBytes(content: Buffer | string): Promise<number> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return (await promisify(brotliCompress)(content, { params })).length;
}

export async function weigh(folder: string, files: Iterable<string>): Promise<number> {
  const each = [...new Set(files)].map((file) =>
    brotliBytes(readFileSync(path.join(folder, file))),
  );
  return (await Promise.all(each)).reduce((sum, bytes) => sum + bytes, 0);
}

/** The chunk named `entry` and all that it loads, at once or later; one that is not `wanted` is left out with what only it loads. */
export function reachable(
  manifest: Manifest,
  entry: string,
  wanted: (key: string) => boolean = () => true,
): ReadonlyMap<string, ManifestChunk> {
  const found = new Map<string, ManifestChunk>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build's manifest has no ${key}`);
    if (found.has(key) || !wanted(key)) return;
    found.set(key, chunk);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(entry);
  return found;
}

/** What the worker installs: the list of {url, revision} that the build writes into it, in whatever order and quotes. */
export function precached(worker: string): string[] {
  const entries = worker.match(/\{[^{}]*\}/g) ?? [];
  return entries.flatMap((entry) => {
    if (!/["'`]?\brevision["'`]?\s*:/.test(entry)) return [];
    const url = /["'`]?\burl["'`]?\s*:\s*["'`]([^"'`]+)["'`]/.exec(entry)?.[1];
    return url === undefined ? [] : [url.replace(/^\//, '')];
  });
}

/**
 * Compiles the catalogues: `node src/i18n/compile.ts`. Reads `catalogues/{language}/*.json`, writes `compiled/`. Each
 * folder there is a language; English says which messages there are.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileCatalogue } from './compile-catalogue.ts';
import { checkCatalogues, type Fault } from './compile-check.ts';
import { everythingModule, loadersModule, messagesModule, type Source } from './compile-types.ts';

/**
 * Brings `compiled` up to date with `catalogues`; writes nothing when nothing has changed.
 * @returns the faults of the catalogues; if there are any, nothing is written.
 */
export function compile(catalogues: string, compiled: string): readonly Fault[] {
  const files = new Map(
    readdirSync(catalogues, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, readFileSync(join(catalogues, name), 'utf8')]),
  );
  const stamp = stampOf(files);
  const stampFile = join(compiled, 'stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return [];

  const sources = sourcesOf(files);
  const { faults, argumentsByAudience } = checkCatalogues(sources);
  if (faults.length) return faults;

  rmSync(stampFile, { force: true });
  const written = new Set<string>();
  const write = (name: string, text: string) => {
    const file = join(compiled, name);
    written.add(name);
    // An unchanged file keeps its time, so that watchers and `tsc -b` do no work for it.
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const { language, audiences } of sources)
    for (const [audience, messages] of audiences)
      write(`${language}/${audience}.js`, compileCatalogue(language, messages));
  write('messages.ts', messagesModule(sources, argumentsByAudience));
  write('everything.ts', everythingModule(sources));
  write('loaders.ts', loadersModule(sources));
  for (const name of readdirSync(compiled, { recursive: true, encoding: 'utf8' }))
    if (/\.[jt]s$/.test(name) && !written.has(name)) rmSync(join(compiled, name));
  write('stamp', stamp); // Last, so that an interrupted run is done again.
  return [];
}

/** A hash of everything that goes in: the catalogues, and this compiler itself. */
function stampOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\n${text}\n`);
  for (const name of readdirSync(import.meta.dirname).sort())
    if (name.startsWith('compile') && name.endsWith('.ts'))
      hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest('hex');
}

/** English first, because the others are compared with it. */
function sourcesOf(files: ReadonlyMap<string, string>): readonly Source[] {
  const languages = new Set([...files.keys()].map((name) => dirname(name)));
  return ['en', ...[...languages].filter((language) => language !== 'en')].map((language) => {
    const audiences = new Map<string, Record<string, string>>();
    let properties: unknown = {};
    for (const [name, text] of files) {
      if (dirname(name) !== language) continue;
      const content = parseJson(name, text);
      if (basename(name) === 'language.json') properties = content;
      else audiences.set(basename(name, '.json'), content);
    }
    return { language, properties, audiences };
  });
}

function parseJson(name: string, text: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

if (import.meta.main) {
  const here = import.meta.dirname;
  const faults = compile(join(here, 'catalogues'), join(here, 'compiled'));
  for (const { file, key, reason } of faults) process.stderr.write(`${file}: ${key}: ${reason}\n`);
  if (faults.length) process.exitCode = 1;
}

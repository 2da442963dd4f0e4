import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A folder as somebody has it who has just cloned the repository, or was handed a build of it. */
export interface Clone {
  readonly folder: string;
  remove(): Promise<void>;
}

/** `all` packages, or only those that `npm ci --omit=dev` installs. */
export type Packages = 'all' | 'serving';

/**
 * Copies the sources and what was built of the pages, and links the packages, so that nothing is fetched and nothing built.
 * @param words whether the build's other half, the compiled words, comes along too: with it the build is whole
 */
export async function makeClone(packages: Packages, { words }: { words: boolean }): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-clone-'));
  const left = await ignored();
  await cp(root, folder, {
    recursive: true,
    filter: (place) => !left.includes(relative(root, place)),
  });
  const built = ['dist/app', 'dist/render', 'dist/pictures.json', 'dist/build.stamp'];
  for (const place of words ? [...built, 'src/i18n/compiled'] : built) {
    await cp(join(root, place), join(folder, place), { recursive: true });
  }
  await (packages === 'all'
    ? symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    : linkServing(folder));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What git leaves out of a clone, and git itself. */
async function ignored(): Promise<string[]> {
  const lines = (await readFile(join(root, '.gitignore'), 'utf8')).split('\n');
  return ['.git', ...lines.map((line) => line.replace(/^\/|\/$/g, '')).filter(Boolean)];
}

type Locked = Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;

async function locked(file: string): Promise<Locked> {
  const { packages } = JSON.parse(await readFile(join(root, file), 'utf8'));
  return packages as Locked; // npm writes both of its records in this form.
}

/** A package that lies in another one's folder comes with that. */
const isOutermost = (place: string): boolean => place.lastIndexOf('node_modules/') === 0;

async function linkServing(folder: string): Promise<void> {
  const record = 'node_modules/.package-lock.json';
  const installed = await locked(record);
  const serving = Object.entries(await locked('package-lock.json')).filter(
    ([place, { dev, devOptional }]) => place in installed && !dev && !devOptional,
  );
  for (const [place] of serving.filter(([place]) => isOutermost(place))) {
    await mkdir(dirname(join(folder, place)), { recursive: true });
    await symlink(join(root, place), join(folder, place));
  }
  await writeFile(join(folder, record), JSON.stringify({ packages: Object.fromEntries(serving) }));
  await mkdir(join(folder, 'node_modules/.bin'));
  await symlink(join(root, 'node_modules/node/bin/node'), join(folder, 'node_modules/.bin/node'));
}

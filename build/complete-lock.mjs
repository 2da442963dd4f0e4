// Run by hand after every change of dependencies: `npm run complete-lock`.
//
// A package such as Vite names one optional package for each platform. A registry mirror that does not carry them all makes
// `npm install` leave those out of the lock, and `npm ci` then refuses that lock on every machine. The missing ones are written in
// here by name, version and platform, so that `npm ci` passes and each machine still fetches only what is its own.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const systems = [
  ...['darwin', 'win32', 'linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix'],
  ...['openharmony', 'wasi'],
];
const processors = [
  ...['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'mips64el', 'loong64', 'wasm32'],
];
/** Names that packages use for a platform where npm's own word is another. */
const spellings = { windows: 'win32', linuxmusl: 'linux', armhf: 'arm', ppc64le: 'ppc64' };

const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

/** Whether npm would find `name` for the package at `from`: beside it, or in a folder above. */
function isLocked(name, from) {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
  const above = from.lastIndexOf('/node_modules/');
  return from !== '' && isLocked(name, above < 0 ? '' : from.slice(0, above));
}

/** An entry with its keys in npm's own order; `none` keeps npm from installing a package whose name tells no platform. */
function entry(name, range, { dev }) {
  const words = name.split(/[@/-]/).map((word) => spellings[word] ?? word);
  const libc = [...(/musl/.test(name) ? ['musl'] : []), ...(/gnu/.test(name) ? ['glibc'] : [])];
  return {
    version: range.replace(/^[~^]/, ''),
    cpu: [words.find((word) => processors.includes(word)) ?? 'none'],
    ...(dev ? { dev } : {}),
    ...(libc.length ? { libc } : {}),
    optional: true,
    os: [words.find((word) => systems.includes(word)) ?? 'none'],
  };
}

let added = 0;
for (const [from, owner] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    if (isLocked(name, from)) continue;
    packages[`node_modules/${name}`] = entry(name, range, owner);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} platform packages added to ${file}\n`);

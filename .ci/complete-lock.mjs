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

/** Where npm would look for `name` when the package at `from` asks for it: beside it, then in each folder above. */
function places(from, name) {
  const folders = [];
  for (
    let at = from;
    at;
    at = at.includes('/node_modules/')
      ? at.replace(/\/node_modules\/(?!.*\/node_modules\/).*$/, '')
      : ''
  ) {
    folders.push(`${at}/node_modules/${name}`);
  }
  return [...folders, `node_modules/${name}`];
}

/** The platform that a package's name tells of; `none` keeps npm from installing one whose name tells nothing. */
function platform(name) {
  const words = name.split(/[@/-]/).map((word) => spellings[word] ?? word);
  return {
    os: [words.find((word) => systems.includes(word)) ?? 'none'],
    cpu: [words.find((word) => processors.includes(word)) ?? 'none'],
    ...(name.includes('musl')
      ? { libc: ['musl'] }
      : name.includes('gnu')
        ? { libc: ['glibc'] }
        : {}),
  };
}

let added = 0;
for (const [from, owner] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    const version = range.replace(/^[~^]/, '');
    const found = places(from, name)
      .map((place) => packages[place])
      .find(Boolean);
    if (found) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...(owner.dev ? { dev: true } : {}),
      ...platform(name),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} platform packages added to ${file}\n`);

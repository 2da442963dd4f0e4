// Runs before `npm start`, `npm test`, `npm run check` and `npm run admin`, on whatever Node the machine has (20.19 or later) and with nothing installed yet.
// It brings the packages, the built pages and, for the tests, a browser; where all is there it says nothing and ends at once.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildIsCurrent } from './build-stamp.mjs';
import { packagesAreCurrent } from './installed.mjs';
import { withLock } from './lock.mjs';

const minuteMs = 60_000;
const root = path.dirname(import.meta.dirname);
process.chdir(root);
const production = process.env.NODE_ENV === 'production';
const bin = path.resolve('node_modules/.bin');
const node26 = path.join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
/** The Node that runs npm itself. An installation replaces the one in node_modules, and not this one. */
const ownNode = process.env.npm_node_execpath ?? process.execPath;

function fail(sentence, log) {
  if (log)
    process.stderr.write(
      `${readFileSync(log, 'utf8').trimEnd().split('\n').slice(-40).join('\n')}\n\n`,
    );
  process.stderr.write(`${sentence}${log ? ` (whole log: ${log})` : ''}\n`);
  process.exit(1);
}

const begun = new Set();

/** Runs a program quietly, with what it prints in dist/log/{name}.log; true when it ended well within the time. */
function run(name, program, args, { timeoutMs = 10 * minuteMs, env = {} } = {}) {
  const log = logOf(name);
  mkdirSync(path.dirname(log), { recursive: true });
  const out = openSync(log, begun.has(name) ? 'a' : 'w');
  begun.add(name);
  const { status, signal } = spawnSync(program, args, {
    stdio: ['ignore', out, out],
    timeout: timeoutMs,
    env: {
      ...process.env,
      NO_COLOR: '1',
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      ...env,
    },
  });
  closeSync(out);
  if (signal === 'SIGINT') process.exit(130);
  return status === 0;
}

function logOf(name) {
  return `dist/log/${name}.log`;
}

function npm(name, ...args) {
  // npm tells its scripts where it is; called without npm, the one on the PATH does.
  const script = process.env.npm_execpath;
  return script ? run(name, ownNode, [script, ...args]) : run(name, 'npm', args);
}

/** Two processes of one folder never change it at once. Where all is there nothing is written: the folder may be read-only. */
function alone(work) {
  withLock('dist/prepare.lock', work, () =>
    process.stderr.write('Waiting for another process that installs or builds here …\n'),
  );
}

/** @param toServe only what a server imports: what builds and tests is left out */
function installPackages({ toServe = false } = {}) {
  if (packagesAreCurrent({ toServe }) && existsSync(node26)) return;
  alone(() => install(toServe));
}

/** Looks again, as another process may have installed meanwhile. */
function install(toServe) {
  if (!packagesAreCurrent({ toServe })) {
    process.stderr.write('Installing packages (a minute, or a few on a slow line) …\n');
    const which = toServe ? '--omit=dev' : '--include=dev';
    // Where a platform's package is missing from the lock, `npm ci` refuses; `npm install` then takes the locked versions all the same.
    if (!npm('install', 'ci', which) && !npm('install', 'install', '--no-save', which)) {
      fail('npm could not install the packages.', logOf('install'));
    }
  }
  if (existsSync(node26)) return;
  // The package `node` fetches its program in an install script, which an npm that allows none has skipped.
  const fetched = npm('install', 'rebuild', 'node', '--ignore-scripts=false');
  if (!fetched || !run('install', node26, ['--version'])) {
    fail('Node 26 is missing: the install script of the package "node" failed.', logOf('install'));
  }
}

/**
 * If a current build is here, packages that only build are not needed. If there is none, they are installed and the
 * pages are built.
 */
function toServe() {
  if (buildIsCurrent()) return installPackages({ toServe: production });
  installPackages();
  build();
}

/** A command shows no pages, so it needs only the compiled words of a build. */
function toCommand() {
  if (buildIsCurrent()) return installPackages({ toServe: production });
  installPackages();
  compileWords();
}

function build() {
  if (buildIsCurrent()) return;
  alone(() => {
    if (buildIsCurrent()) return;
    process.stderr.write('Building the pages …\n');
    if (!run('build', node26, ['build/build.mjs'])) fail('The build failed.', logOf('build'));
  });
}

/** Types, tests of words and pages in development read the compiled words: what a catalogue says now must be in them. */
function compileWords() {
  alone(() => {
    if (!run('words', node26, ['src/i18n/compile.ts']))
      fail('The words do not compile.', logOf('words'));
  });
}

function findBrowser() {
  return run('browser', node26, ['e2e/browser.ts']);
}

/** Playwright's own browser, if its download can be reached. The short timeout is for closed networks. */
function downloadBrowser() {
  const playwright = path.resolve('node_modules/@playwright/test/cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '4000' };
  if (
    !run('browser', node26, [playwright, 'install', 'chromium'], { timeoutMs: 5 * minuteMs, env })
  )
    return false;
  if (findBrowser()) return true;
  return (
    isRoot() && run('browser', node26, [playwright, 'install-deps', 'chromium']) && findBrowser()
  );
}

/** Debian's browser, with a Latin and an Arabic font, since a bare system has neither. */
function debianBrowser() {
  if (!mayInstall()) return false;
  run('browser', 'apt-get', ['update', ...patience], { env: unattended });
  const packages = ['chromium', 'fonts-liberation', 'fonts-noto-core'];
  return installFromDebian('browser', packages) && findBrowser();
}

const unattended = { DEBIAN_FRONTEND: 'noninteractive' };

/** Only fetching has a time limit, because a package that is half unpacked would stay so. */
function installFromDebian(name, packages) {
  const install = ['install', '-y', '--no-install-recommends'];
  const within = { env: unattended, timeoutMs: 3 * minuteMs };
  return (
    run(name, 'apt-get', [...install, ...patience, '--download-only', ...packages], within) &&
    run(name, 'apt-get', [...install, '--no-download', ...packages], within)
  );
}

/** Makes apt give up on a closed network after some seconds. */
const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=10'];

function mayInstall() {
  return isRoot() && existsSync('/usr/bin/apt-get');
}

function isRoot() {
  return process.getuid?.() === 0;
}

function ensureBrowser() {
  if (findBrowser()) return;
  if (process.env.CHROMIUM_PATH)
    fail(`CHROMIUM_PATH names no browser that runs: ${process.env.CHROMIUM_PATH}`);
  process.stderr.write('Installing a browser for the tests …\n');
  if (downloadBrowser() || debianBrowser()) return;
  fail(
    'The tests need Chromium: install it (Debian: apt-get install chromium fonts-liberation fonts-noto-core) ' +
      'or set CHROMIUM_PATH to one.',
  );
}

/**
 * Programs that some tests use; without them these tests are skipped and say so. Each is installed by itself, because
 * each may fail.
 */
const extras = [
  ['chromium-headless-shell'],
  ['firefox-esr'],
  ['webkit2gtk-driver', 'xvfb', 'matchbox-window-manager'],
  ['zxing-cpp-tools'],
];

function tryExtras() {
  // Tried once on a machine, because after a failure every run would wait for it again.
  if (!mayInstall() || existsSync(logOf('extras'))) return;
  if (run('extras', node26, ['e2e/extras.ts'])) return;
  process.stderr.write('Installing other browsers for the tests …\n');
  run('extras', 'apt-get', ['update', ...patience], { env: unattended, timeoutMs: minuteMs });
  for (const packages of extras) installFromDebian('extras', packages);
}

/** A service installs and builds nothing, because another process may serve from the same folder. */
function demandBuilt() {
  const missing = ['dist/app', 'dist/render', 'src/i18n/compiled'].find(
    (place) => !existsSync(place),
  );
  if (!existsSync(node26)) fail('The packages are not installed: run "npm ci --omit=dev".');
  if (missing)
    fail(`There is no ${missing}: run "npm run build", or bring it along from where it was built.`);
}

const steps = {
  serve: [demandBuilt],
  start: [toServe],
  admin: [toCommand],
  dev: [installPackages, compileWords],
  check: [installPackages, compileWords],
  // The build is a stage of the tests, so it is not done here. A run of single stages has no build, and needs the words.
  test: [installPackages, compileWords, ensureBrowser],
  extras: [tryExtras],
  build: [installPackages, build],
};
const chosen = steps[process.argv[2]];
if (!chosen) fail('Usage: node build/prepare.mjs serve|start|admin|dev|check|test|extras|build');
for (const step of chosen) step();

// docs/install.md, block by block, and the files that it hands out.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { posApi } from '#contract/paths.ts';
import { holdPort } from '#server/tests/kit/start/held-port.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startPostgres } from '../build/programs.ts';
import { makeClone } from './clone.ts';
import { debianTool, installed, isMissing } from './debian-tools.ts';
import { commandsOf, runCommands } from './doc-blocks.ts';
import { ask, commandOf, startNginx, startProcess, untilLogged } from './installed-shop.ts';
import { scrape } from './scraped-shop.ts';

const root = join(import.meta.dirname, '..');
const given = (file: string) => readFile(join(root, 'docs/install', file), 'utf8');
const run = promisify(execFile);

test('systemd finds nothing to object to in the units', async (t) => {
  const analyze = '/usr/bin/systemd-analyze';
  if (!existsSync(analyze)) return t.skip('systemd-analyze is not here');
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-units-'));
  t.after(() => rm(folder, { recursive: true }));
  const units = [
    'tillpass@.service',
    'tillpass.socket',
    'tillpass-nightly.service',
    'tillpass-nightly.timer',
    'tillpass-ship.service',
  ];
  for (const unit of units) {
    // The tool checks that the unit's program exists, so the paths below /opt become those of this folder.
    const text = (await given(unit)).replaceAll(
      '/opt/tillpass/node_modules/.bin/node',
      process.execPath,
    );
    await writeFile(join(folder, unit), text);
  }
  const files = ['tillpass@8081.service', ...units.slice(1)].map((unit) => join(folder, unit));
  const { stdout, stderr } = await run(analyze, ['verify', '--man=no', ...files]);
  assert.equal(stdout + stderr, '');
  for (const unit of ['tillpass@.service', 'tillpass-nightly.service', 'tillpass-ship.service']) {
    const [, program = ''] = await commandOf(unit, root);
    assert.ok(existsSync(join(root, program)), `${unit} starts ${program}`);
  }
  // docs/monitoring.md names the ports that follow from this.
  assert.match(await given('tillpass@.service'), /^Environment=PORT=%i METRICS_PORT=1%i$/m);
  const targets = /targets: (\[.+\])/.exec(await given('../monitoring/prometheus.yml'))?.[1] ?? '';
  const named = /enable --now .*?(tillpass@\d+.*) tillpass-nightly/.exec(
    await given('../install.md'),
  );
  const ports = [...(named?.[1] ?? '').matchAll(/tillpass@(\d+)/g)].map(([, port]) => port);
  assert.deepEqual(
    [...targets.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port),
    ports.map((port) => `1${port}`),
  );
  assert.equal(ports.length, 2);
});

test('Caddy understands its file', async (t) => {
  const caddy = await debianTool('caddy', 'caddy');
  if (!caddy) return t.skip(isMissing('caddy', 'caddy'));
  const file = join(root, 'docs/install/Caddyfile');
  const { stderr } = await run(caddy, ['validate', '--adapter', 'caddyfile', '--config', file]);
  assert.doesNotMatch(stderr, /"level":"(?:warn|error)"/);
});

interface Compose {
  readonly services: Readonly<
    Record<string, { build?: { context: string; dockerfile: string }; environment?: object }>
  >;
}

test('the compose file names settings that there are, and builds from what is there', async () => {
  const { services } = parse(await given('compose.yaml')) as Compose; // Read in the way that Compose reads it.
  const example = await readFile(join(root, '.env.example'), 'utf8');
  const ours = Object.values(services).filter(({ build }) => build);
  assert.equal(ours.length, 2);
  for (const { build, environment = {} } of ours) {
    assert.ok(
      existsSync(join(root, 'docs/install', build?.context ?? '', build?.dockerfile ?? '')),
    );
    for (const name of Object.keys(environment))
      assert.match(example, new RegExp(`^#?${name}=`, 'm'));
  }
});

test('an image holds all that a server needs to start, and nothing that builds', async (t) => {
  const source = await makeClone('serving', { words: true });
  t.after(() => source.remove());
  const image = await mkdtemp(join(tmpdir(), 'tillpass-image-'));
  t.after(() => rm(image, { recursive: true }));
  const lines = (await given('Dockerfile')).split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  for (const line of last.filter((one) => one.startsWith('COPY '))) {
    const [to = '', ...from] = line
      .split(' ')
      .slice(1)
      .filter((word) => !word.startsWith('--'))
      .reverse();
    for (const one of from) {
      const place = join(source.folder, one.replace(/^\/app\//, ''));
      const target = to.endsWith('/') ? join(image, to, one) : join(image, to);
      await mkdir(dirname(target), { recursive: true });
      await cp(place, target, { recursive: true });
    }
  }
  assert.ok(last.includes('RUN npm ci --omit=dev'));
  await symlink(join(source.folder, 'node_modules'), join(image, 'node_modules'));
  const started = last.find((line) => line.startsWith('CMD '))?.slice('CMD '.length) ?? '[]';
  const [program = '', ...args] = JSON.parse(started);
  // The server ends because no program is loaded. Before that it has found all its modules and pages.
  const settings = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    DATA_DIR: join(image, 'data'),
    PUBLIC_URL: 'http://localhost:8080',
    SMTP_URL: 'smtp://127.0.0.1',
    SECRET_KEY: 'a key of a test that nobody guesses',
  };
  const { stderr } = await run(program, args, { cwd: image, env: settings }).catch(
    (fault) => fault,
  );
  assert.equal(
    stderr,
    'No program is loaded: run "npm run admin -- begin NAME" to set the shop up in a browser, or "npm run admin -- program FILE" to load one.\n',
  );
});

test('the page installs two processes behind nginx, and restarting one after the other loses no sale', async (t) => {
  const nginx = await debianTool('nginx', 'nginx');
  if (!nginx) return t.skip(isMissing('nginx', 'nginx'));
  if (!installed('curl') || !installed('openssl')) return t.skip('curl or openssl is not here');
  // Run in reverse order: a server ends before its database, and both before their folder is removed.
  const undo: (() => unknown)[] = [];
  t.after(async () => {
    for (const one of undo.reverse()) await one();
  });
  const app = await makeClone('serving', { words: true });
  undo.push(() => app.remove());
  const postgres = await startPostgres();
  undo.push(() => postgres.stop());
  const ports = [await nobodysPort(), await nobodysPort()] as const;
  const settings = join(app.folder, 'etc/tillpass.env');
  // The database and the account that the page makes there, with Debian's own programs; without them, the server's own.
  const own = new URL(postgres.url);
  const reached = { PGHOST: own.hostname, PGPORT: own.port, PGUSER: own.username };
  const makes = installed('createuser') !== null && installed('createdb') !== null;
  if (makes) {
    own.username = 'tillpass';
    own.pathname = '/tillpass';
  }
  const moved = (text: string) =>
    text
      .replaceAll('/etc/tillpass/tillpass.env', settings)
      .replaceAll('/opt/tillpass', app.folder)
      .replaceAll('/var/lib/tillpass', join(app.folder, 'data'))
      .replaceAll('postgres:///tillpass?host=/run/postgresql', own.href)
      .replaceAll('8081', String(ports[0]))
      .replaceAll('8082', String(ports[1]));
  const commands = commandsOf('docs/install.md').map(moved);
  const isLast = (block: string) => block.startsWith('curl ');
  const isLeftOut = (block: string) => !makes && block.includes('createuser');
  const instead = `
    npm() { case "$*" in ci*|'run build') ;; *) command npm "$@" ;; esac }
    runuser() { shift 3; "$@"; }
  `;
  const before = await runCommands(
    app.folder,
    commands.filter((one) => !isLast(one) && !isLeftOut(one)),
    reached,
    instead,
  );
  assert.ok(before.ok, before.printed);
  assert.match(before.printed, /PIN/);
  const key = /(tp_[\w-]+)/.exec(before.printed)?.[1] ?? '';

  const held = holdPort(await nobodysPort());
  undo.push(() => held.release());
  const metrics = [await nobodysPort(), await nobodysPort()] as const;
  const start = (port: number, at: number) =>
    startProcess(app.folder, settings, { port, held, metrics: metrics[at] ?? 0 });
  let processes = await Promise.all(ports.map(start));
  undo.push(() => Promise.all(processes.map((one) => one.stop())));
  const [plain, tls] = [await nobodysPort(), await nobodysPort()];
  const folder = join(app.folder, 'nginx');
  const conf = await given('nginx.conf');
  const proxy = await startNginx(nginx, folder, { conf, held, plain, tls });
  undo.push(() => proxy.kill('SIGTERM'));
  const after = await runCommands(app.folder, commands.filter(isLast), {});
  assert.ok(after.ok, after.printed);
  assert.equal(after.printed.match(/"status":"ok"/g)?.length, 2);
  const http = await fetch(`http://127.0.0.1:${plain}/wallet`, { redirect: 'manual' });
  assert.equal(http.status, 301);
  const prometheus = await debianTool('prometheus', 'prometheus');
  if (!prometheus) t.diagnostic(isMissing('prometheus', 'prometheus'));
  else {
    // Each process tells of itself, on its own port, and on none that shoppers reach.
    const told = await scrape(prometheus, join(app.folder, 'prometheus'), metrics);
    const up = { health: 'up', ready: '1' };
    assert.deepEqual(told, new Map(metrics.map((port) => [`127.0.0.1:${port}`, up])));
    assert.equal((await ask(tls, { path: '/metrics', key })).status, 404);
  }
  for (const path of ['/s/secret', '/h/secret', '/till/enrol/secret', '/P/M1']) {
    await fetch(`http://127.0.0.1:${plain}${path}`, { redirect: 'manual' });
    await ask(tls, { path });
  }
  const logged = await untilLogged(join(folder, 'access.log'), /"GET \/P\/M1" 200 /);
  assert.match(
    logged,
    /"GET \/s\/\.\.\." 301 [\s\S]*"GET \/till\/enrol\/\.\.\." [\s\S]*"GET \/P\/M1" 200 /,
  );
  assert.doesNotMatch(logged, /secret/);

  const statuses = new Map<number, number>();
  let working = true;
  const numberOf = async (name: string): Promise<string> => {
    const body = { email: `${name}@shop.example`, consent: 'join-1' };
    const { status, text } = await ask(tls, { path: posApi.members, key, body });
    assert.equal(status, 200, text);
    return JSON.parse(text).member.number;
  };
  const till = async (name: string, number: string) => {
    for (let sale = 1; working; sale += 1) {
      const body = {
        receiptNumber: `${name}-${sale}`,
        member: { number },
        soldAt: new Date().toISOString(),
        total: { minor: 1000, currency: 'EUR' },
      };
      const { status } = await ask(tls, { path: posApi.purchases, key, body });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const members: [string, string][] = [];
  for (const name of ['ann', 'bob', 'cat', 'dan']) members.push([name, await numberOf(name)]);
  const tills = members.map(([name, number]) => till(name, number));
  const ended: (number | null)[] = [];
  for (const [at, port] of ports.entries()) {
    ended.push((await processes[at]?.stop()) ?? null);
    processes = processes.with(at, await start(port, at));
  }
  working = false;
  await Promise.all(tills);
  assert.deepEqual(ended, [0, 0]);
  assert.deepEqual(
    [...statuses.keys()],
    [200],
    `${JSON.stringify([...statuses])}\n${await readFile(join(folder, 'error.log'), 'utf8')}`,
  );
  assert.ok((statuses.get(200) ?? 0) > 20);
  t.diagnostic(`${statuses.get(200)} purchases while both were restarted`);
});

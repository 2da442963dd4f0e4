// What docs/monitoring.md promises: the metrics of a running server, and the files that read them.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { debianTool, isMissing } from './debian-tools.ts';
import { type Server, startServer } from './tillpass.ts';

const root = join(import.meta.dirname, '..');
const alerts = join(root, 'docs/monitoring/alerts.yml');
const token = 'a-token-for-tests';

let server: Server;
let url: string;
before(async () => {
  const port = await nobodysPort();
  url = `http://127.0.0.1:${port}/metrics`;
  server = await startServer({ METRICS_PORT: String(port), METRICS_TOKEN: token });
});
after(() => server.remove());

const asked = (of = url, headers: Record<string, string> = {}) =>
  fetch(of, { headers: { authorization: `Bearer ${token}`, ...headers } });
const metrics = async () => (await asked()).text();

/** Names of metrics in a text, without what a histogram adds to them. */
const namesIn = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/\b(?:tillpass|nodejs|process)_[a-z0-9_]+[a-z0-9]\b/g)].map(([name]) =>
      name.replace(/_(?:bucket|sum|count)$/, ''),
    ),
  );

/** Names that are served, by their HELP lines. */
const served = async (): Promise<Set<string>> =>
  new Set([...(await metrics()).matchAll(/^# HELP (\S+)/gm)].map(([, name = '']) => name));

test('the metrics are read with the token, on their own port and nowhere else', async () => {
  assert.equal((await asked()).status, 200);
  assert.match((await asked()).headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  for (const authorization of ['', 'Bearer another', `Basic ${token}`]) {
    const refused = await asked(url, { authorization });
    assert.equal(refused.status, 401, authorization);
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
    assert.doesNotMatch(await refused.text(), /tillpass_/);
  }
  assert.equal((await asked(url.replace('/metrics', '/'))).status, 404);
  assert.equal(
    (await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status,
    405,
  );
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404, 'what shoppers reach has none');
});

test('what a shop does is counted: a request, an event, a refusal, a round of each job', async () => {
  await fetch(`${server.url}/P/nowhere`);
  await fetch(`${server.url}/pos/v1/events`);
  const text = await metrics();
  const value = (line: string) =>
    Number(
      new RegExp(`^${line.replace(/[{}".*+?^$|()[\]\\/]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1],
    );
  assert.ok(value('tillpass_refusals_total{key="key-unknown"}') >= 1, text);
  assert.ok(
    value(
      'tillpass_http_request_duration_seconds_count{method="GET",route="/pos/v1/events",status="401"}',
    ) >= 1,
  );
  assert.equal(value('tillpass_events_total{kind="redemption.redeemed"}'), 0, 'from zero on');
  assert.ok(value('tillpass_task_last_success_timestamp_seconds{task="outbox"}') > 1_700_000_000);
  assert.ok(value('tillpass_sqlite_commit_transactions_count') > 0);
  for (const is of ['tillpass_ready', 'tillpass_database_up', 'tillpass_database_writable']) {
    assert.equal(value(is), 1, is);
  }
  assert.ok(value('tillpass_data_disk_free_bytes') > 0);
});

test('the page names every metric of ours, and the rules and the board none that is not served', async () => {
  const names = await served();
  const page = namesIn(readFileSync(join(root, 'docs/monitoring.md'), 'utf8'));
  const ours = [...names].filter((name) => name.startsWith('tillpass_'));
  assert.ok(ours.length > 20);
  assert.deepEqual(
    ours.filter((name) => !page.has(name)),
    [],
  );
  for (const file of [
    'docs/monitoring.md',
    'docs/monitoring/alerts.yml',
    'docs/monitoring/board.json',
  ]) {
    const unknown = [...namesIn(readFileSync(join(root, file), 'utf8'))].filter(
      (name) => !names.has(name),
    );
    assert.deepEqual(unknown, [], file);
  }
});

test('every alert stands in the page, with what it asks of somebody', () => {
  const page = readFileSync(join(root, 'docs/monitoring.md'), 'utf8');
  const names = [...readFileSync(alerts, 'utf8').matchAll(/- alert: (\w+)/g)].map(
    ([, name]) => name,
  );
  assert.ok(names.length > 10);
  assert.deepEqual(
    names.filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});

test("Prometheus' own tool finds nothing to object to in metrics and rules", async (t) => {
  const promtool = await debianTool('promtool', 'prometheus');
  if (!promtool) return t.skip(isMissing('promtool', 'prometheus'));
  const checked = execFile(promtool, ['check', 'metrics'], { timeout: 60_000 });
  let said = '';
  checked.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  checked.stdin?.end(await metrics());
  const status = await new Promise((resolve) => checked.on('close', resolve));
  assert.deepEqual([status, said], [0, '']);
  const rules = execFileSync(promtool, ['check', 'rules', alerts], { encoding: 'utf8' });
  assert.match(rules, /SUCCESS: \d+ rules found/);
  // Without its rules, whose place is another machine's: the file and its jobs.
  const config = join(root, 'docs/monitoring/prometheus.yml');
  const read = execFileSync(promtool, ['check', 'config', '--syntax-only', config], {
    encoding: 'utf8',
  });
  assert.match(read, /SUCCESS/);
});

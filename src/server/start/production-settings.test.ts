import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { complaintAbout, productionSettings } from '#server/tests/kit/start/settings.ts';
import { readConfig } from './config.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'tillpass-config-'));
after(() => rmSync(DATA_DIR, { recursive: true }));

const production = { DATA_DIR, ...productionSettings };

const complaint = (env: Record<string, string | undefined>): string =>
  complaintAbout({ DATA_DIR, ...env });

test('production refuses this machine’s own address, which a phone takes for itself', () => {
  for (const PUBLIC_URL of [
    'https://localhost',
    'https://localhost.:8443',
    'https://shop.localhost',
    'https://127.0.0.1:8443',
    'https://127.1',
    'https://0.0.0.0',
    'https://[::1]',
    'https://[::ffff:7f00:1]',
    'http://127.0.0.1:8080',
  ]) {
    assert.match(
      complaint({ ...production, PUBLIC_URL }),
      /^PUBLIC_URL must be an address that phones open, .*: set the shop's own, such as/,
      PUBLIC_URL,
    );
  }
  for (const PUBLIC_URL of ['https://192.168.1.20', 'https://localhost.example']) {
    assert.equal(readConfig({ ...production, PUBLIC_URL }).publicUrl, PUBLIC_URL);
  }
  const alone = readConfig({ DATA_DIR, PUBLIC_URL: 'https://localhost:8443' });
  assert.equal(alone.publicUrl, 'https://localhost:8443', 'outside production it is taken');
});

test('production refuses a key that is long and easily guessed, and does not show it', () => {
  for (const SECRET_KEY of ['a'.repeat(40), '0123456'.repeat(6), 'Corner-Shop-2026'.repeat(3)]) {
    const said = complaint({ ...production, SECRET_KEY });
    assert.match(said, /^SECRET_KEY must be random .*openssl rand -base64 48.* easily guessed/);
    assert.ok(!said.includes(SECRET_KEY), 'it is a secret');
    assert.equal(readConfig({ DATA_DIR, SECRET_KEY }).secretKey, SECRET_KEY, 'for development');
  }
  for (const encoding of ['hex', 'base64', 'base64url'] as const) {
    const SECRET_KEY = randomBytes(24).toString(encoding);
    assert.equal(readConfig({ ...production, SECRET_KEY }).secretKey, SECRET_KEY);
  }
});

test('the trial’s key opens the trial alone', () => {
  const compose = readFileSync(
    join(import.meta.dirname, '../../../docs/install/compose.yaml'),
    'utf8',
  );
  const SECRET_KEY = /SECRET_KEY: (\S+)/.exec(compose)?.[1] ?? '';
  assert.match(
    complaint({ ...production, SECRET_KEY }),
    /^SECRET_KEY must be random .* is the one of docs\/install\/compose\.yaml/,
  );
  const trial = readConfig({ ...production, SECRET_KEY, PUBLIC_URL: 'http://localhost:8080' });
  assert.equal(trial.secretKey, SECRET_KEY);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('starts with nothing set', () => {
  const config = readConfig({ DATA_DIR });
  assert.equal(config.port, 8080);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.publicUrl, 'http://localhost:8080');
  assert.equal(config.databaseUrl, null);
  assert.equal(config.smtpUrl, null);
  assert.equal(config.tls, null);
  assert.equal(config.trustedProxies, 0);
  assert.equal(config.production, false);
});

test('keeps the key it made, for its owner only', () => {
  const { secretKey } = readConfig({ DATA_DIR });
  assert(secretKey.length >= 32);
  assert.equal(readConfig({ DATA_DIR }).secretKey, secretKey);
  const file = join(DATA_DIR, 'secret.key');
  assert.equal(readFileSync(file, 'utf8').trim(), secretKey);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('never replaces a damaged key', () => {
  const damaged = mkdtempSync(join(DATA_DIR, 'damaged-'));
  writeFileSync(join(damaged, 'secret.key'), 'short');
  assert.match(complaint({ DATA_DIR: damaged }), /^SECRET_KEY .*damaged/);
  assert.equal(readFileSync(join(damaged, 'secret.key'), 'utf8'), 'short');
});

test('metrics are for this machine, and for another one with a token', () => {
  assert.equal(readConfig({ DATA_DIR }).metrics, null);
  const here = readConfig({ DATA_DIR, METRICS_PORT: '9464' });
  assert.deepEqual(here.metrics, { port: 9464, host: '127.0.0.1', token: null });
  const outside = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
  assert.match(complaint(outside), /^METRICS_TOKEN must be set where METRICS_HOST is 0\.0\.0\.0$/);
  const token = 'with-blanks or without';
  const said = complaint({ ...outside, METRICS_TOKEN: token });
  assert.match(said, /^METRICS_TOKEN must be 16 characters or more/);
  assert.ok(!said.includes(token), 'it is a secret');
  const guarded = readConfig({ DATA_DIR, ...outside, METRICS_TOKEN: 'c2l4dGVlbiBsZXR0ZXJz' });
  assert.equal(guarded.metrics?.token, 'c2l4dGVlbiBsZXR0ZXJz');
});

test('says which setting is wrong, what it must be and what it was', () => {
  const port = 'PORT must be a whole number from 1 to 65535; it is ';
  assert.equal(complaint({ PORT: 'eighty' }), `${port}"eighty"`);
  assert.equal(complaint({ PORT: '80.5' }), `${port}"80.5"`);
  assert.equal(complaint({ PORT: '0' }), `${port}"0"`);
  assert.equal(complaint({ PORT: '65536' }), `${port}"65536"`);
  assert.match(
    complaint({ TRUST_PROXY: 'yes' }),
    /^TRUST_PROXY must be a whole number from 0 to 10/,
  );
  assert.match(
    complaint({ NODE_ENV: 'prod' }),
    /^NODE_ENV must be development, test or production/,
  );
  assert.match(complaint({ LOG_LEVEL: 'loud' }), /^LOG_LEVEL must be fatal, error, warn/);
  assert.match(complaint({ HOST: 'a b' }), /^HOST must be/);
  assert.match(complaint({ PUBLIC_URL: 'points.example' }), /^PUBLIC_URL must be http/);
  assert.match(complaint({ PUBLIC_URL: 'https://points.example/app' }), /no path/);
  assert.match(complaint({ PUBLIC_URL: 'https://points.example:99999' }), /^PUBLIC_URL must be/);
  assert.match(
    complaint({ MAIL_FROM: 'a@b.example, c@d.example' }),
    /^MAIL_FROM must be an address/,
  );
  assert.match(
    complaint({ MAIL_FROM: 'A\r\nBcc: x <a@b.example>' }),
    /^MAIL_FROM must be an address/,
  );
});

test('takes an empty setting as none', () => {
  assert.equal(readConfig({ DATA_DIR, PORT: '', DATABASE_URL: ' ' }).port, 8080);
});

test('never shows a secret', () => {
  const secret = 'hunter2';
  for (const setting of ['SECRET_KEY', 'DATABASE_URL', 'SMTP_URL']) {
    const said = complaint({ [setting]: setting === 'SECRET_KEY' ? secret : `x://a:${secret}@h` });
    assert(said.startsWith(`${setting} must be `), said);
    assert(!said.includes(secret), said);
  }
});

test('refuses production without mail or key', () => {
  assert.match(complaint({ ...production, SMTP_URL: undefined }), /^SMTP_URL must be set/);
  assert.match(complaint({ ...production, SECRET_KEY: undefined }), /^SECRET_KEY must be set/);
  assert.equal(readConfig(production).smtpUrl, 'smtp://mail.example');
});

test('lets no option of the mail library into its address, as one of them does without TLS', () => {
  for (const option of ['requireTLS=false&ignoreTLS=true', 'tls.rejectUnauthorized=false', '']) {
    const SMTP_URL = `smtp://user:hunter2@mail.example:587?${option}`;
    assert.match(complaint({ ...production, SMTP_URL }), /^SMTP_URL must be .* nothing after it/);
  }
});

test('sends webhooks to this machine only where nobody shops', () => {
  assert.equal(readConfig({ DATA_DIR }).webhookTargets, 'public');
  assert.equal(readConfig({ DATA_DIR, WEBHOOK_TARGETS: 'local' }).webhookTargets, 'local');
  assert.match(complaint({ WEBHOOK_TARGETS: 'anywhere' }), /^WEBHOOK_TARGETS must be public, or/);
  assert.match(
    complaint({ ...production, WEBHOOK_TARGETS: 'local' }),
    /^WEBHOOK_TARGETS must be public in production/,
  );
});

test('finds its public address', () => {
  const publicUrl = (env: Record<string, string>) => readConfig({ DATA_DIR, ...env }).publicUrl;
  assert.equal(publicUrl({ PUBLIC_URL: 'https://points.example/' }), 'https://points.example');
  assert.equal(publicUrl({ HOST: '0.0.0.0', PORT: '9000' }), 'http://localhost:9000');
  assert.equal(publicUrl({ HOST: '192.168.1.5', PORT: '80' }), 'http://192.168.1.5');
  assert.equal(publicUrl({ HOST: 'fd00::5' }), 'http://[fd00::5]:8080');
});

test('finds whom mail comes from', () => {
  const from = (env: Record<string, string>) => readConfig({ DATA_DIR, ...env }).mailFrom;
  assert.deepEqual(from({ MAIL_FROM: 'Corner Shop <points@shop.example>' }), {
    name: 'Corner Shop',
    address: 'points@shop.example',
  });
  assert.deepEqual(from({ MAIL_FROM: 'points@shop.example' }), {
    name: null,
    address: 'points@shop.example',
  });
  assert.equal(from({ PUBLIC_URL: 'https://points.example' }).address, 'no-reply@points.example');
  assert.equal(from({}).address, 'no-reply@tillpass.example');
});

test('says when the data folder cannot be written to', () => {
  const file = join(DATA_DIR, 'a-file');
  writeFileSync(file, '');
  assert.match(complaint({ DATA_DIR: file }), /^DATA_DIR must be a folder that can be written to/);
  assert.match(complaint({ DATA_DIR: '/proc/tillpass' }), /^DATA_DIR must be a folder/);
  // Nothing is stored there when database and key are elsewhere.
  const env = { ...production, DATA_DIR: file, DATABASE_URL: 'postgres://db.example/tillpass' };
  assert.equal(readConfig(env).databaseUrl, 'postgres://db.example/tillpass');
});

test('takes a certificate with its key, and nothing less', () => {
  const cert = join(DATA_DIR, 'cert.pem');
  const key = join(DATA_DIR, 'key.pem');
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
  ];
  execFileSync(
    'openssl',
    [...request, '-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-days', '2'],
    { stdio: 'ignore' },
  );
  const config = readConfig({ DATA_DIR, TLS_CERT: cert, TLS_KEY: key });
  assert.equal(config.publicUrl, 'https://localhost:8080');
  assert.equal(config.tls?.cert, readFileSync(cert, 'utf8'));

  assert.match(complaint({ TLS_CERT: cert }), /^TLS_KEY must be set when TLS_CERT is/);
  assert.match(complaint({ TLS_KEY: key }), /^TLS_CERT must be set when TLS_KEY is/);
  const missing = complaint({ TLS_CERT: cert, TLS_KEY: join(DATA_DIR, 'none') });
  assert.match(missing, /^TLS_KEY must be the path of a file .* there is no such file$/);
  assert.match(complaint({ TLS_CERT: key, TLS_KEY: key }), /^TLS_CERT and TLS_KEY must be/);
});

test('a vendor’s stand-in is a setting of tests: on this machine, and never in production', () => {
  const standIn = 'http://127.0.0.1:4567';
  const { vendorOrigins } = readConfig({ DATA_DIR, SHOPIFY_BASE_URL: standIn });
  assert.deepEqual(vendorOrigins, { shopify: standIn, square: null });
  assert.match(
    complaint({ SHOPIFY_BASE_URL: 'https://shop.example' }),
    /^SHOPIFY_BASE_URL must be/,
  );
  assert.match(complaint({ SQUARE_BASE_URL: 'http://localhost' }), /^SQUARE_BASE_URL must be/);
  for (const name of ['SHOPIFY_BASE_URL', 'SQUARE_BASE_URL']) {
    assert.match(
      complaint({ ...production, [name]: standIn }),
      new RegExp(`^${name} is for tests`),
    );
  }
});

test('production refuses an address at which no phone could keep a session', () => {
  assert.match(complaint({ ...production, PUBLIC_URL: undefined }), /^PUBLIC_URL must be set/);
  const plain = complaint({ ...production, PUBLIC_URL: 'http://points.example' });
  assert.match(plain, /^PUBLIC_URL must be https:/);
  const here = readConfig({ ...production, PUBLIC_URL: 'http://localhost:8080' });
  assert.equal(here.publicUrl, 'http://localhost:8080');
});

test('hosts below ours are spoken for only where that is asked for', () => {
  assert.equal(readConfig(production).hstsSubdomains, false);
  assert.equal(readConfig({ ...production, HSTS_SUBDOMAINS: 'yes' }).hstsSubdomains, true);
  assert.match(complaint({ ...production, HSTS_SUBDOMAINS: 'true' }), /yes or no/);
});

/** docs/asvs.md says who may do what, and how long each right lasts: what is not in it does not exist, so it must be whole. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Audience } from '#contract/audience.ts';
import { deskRoles } from '#domain/desk/desk-role.ts';
import { deskIdleMs, deskLinkMs, deskSessionMs } from '#domain/desk/desk-session.ts';
import { passKeyEndsAt, passKeyRenewAt } from '#domain/pass/pass-epoch.ts';
import { adminScopes } from '#domain/people/admin-scope.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { sessionAtMostMs, sessionMs } from '#domain/people/session.ts';
import { signInMs } from '#domain/people/sign-in.ts';
import { oldTillKeyMs } from '#domain/people/till-key.ts';
import { cookieAtMostMs } from '#server/http/edge/cookies.ts';
import { enrolmentMs } from '#server/usecases/till/till-device.ts';

const page = readFileSync(new URL('../docs/asvs.md', import.meta.url), 'utf8');

/** The row of a table by its first cell. */
function row(first: string): string {
  const found = page.split('\n').find((line) => line.startsWith(`| ${first}`));
  assert.ok(found, `docs/asvs.md has no row "${first}"`);
  return found;
}

/** Who comes in by the door of each audience. */
const whoComes: Readonly<Record<Audience, readonly string[]>> = {
  system: ['anybody'],
  member: ['anybody', 'member'],
  till: ['device', 'associate'],
  pos: ['POS'],
  admin: ["administrator's program", 'system that signs facts'],
  desk: ['administrator at the desk'],
};

test('whoever comes in by a door has a row of what they may and may not', () => {
  for (const first of Object.values(whoComes).flat())
    assert.equal(row(`${first} |`).split(' | ').length, 4, first);
});

test('the row of a program names the area of each scope, and the desk’s each role', () => {
  const program = row("administrator's program |");
  for (const scope of adminScopes) {
    const [area = ''] = scope.split(':');
    assert.ok(program.includes(`\`${area}\``), area);
  }
  for (const role of deskRoles)
    assert.ok(row('administrator at the desk |').includes(`\`${role}\``), role);
});

/** Scopes that move points, in the row of a program. A new scope is put into one of both lists. */
const movesPoints = ['imports:write', 'memberships:write', 'opinions:write', 'pools:write'];
const movesNone = [
  ...['mail-reports:write', 'members:read', 'members:write', 'memberships:read', 'pools:read'],
];

test('the row of a program names each scope that moves points, and no other', () => {
  assert.deepEqual([...adminScopes].sort(), [...movesPoints, ...movesNone].sort());
  const program = row("administrator's program |");
  for (const scope of movesPoints) assert.ok(program.includes(`\`${scope}\``), scope);
  for (const scope of movesNone) assert.ok(!program.includes(`\`${scope}\``), scope);
});

test('how long a right lasts is what the code says', () => {
  const hour = 60 * 60_000;
  const day = 24 * hour;
  const said: readonly (readonly [row: string, ms: number, unit: number, word: string])[] = [
    ["a member's session", sessionMs, day, 'days'],
    ["a member's session", sessionAtMostMs, day, 'days'],
    ['a request to sign in', signInMs, 60_000, 'minutes'],
    ['a shift', shiftMs, hour, 'hours'],
    ["a till's device", cookieAtMostMs, day, 'days'],
    ["a till's device, its enrolment link", enrolmentMs, hour, 'hours'],
    ["a till's key", oldTillKeyMs, day, 'day'],
    ["an administrator's session", deskIdleMs, hour, 'hour'],
    ["an administrator's session", deskSessionMs, hour, 'hours'],
    ["an administrator's session", deskLinkMs, hour, 'hours'],
  ];
  for (const [first, ms, unit, word] of said) {
    const count = ms / unit === 1 && word === 'day' ? 'a' : `${ms / unit}`;
    assert.match(row(first), new RegExp(`\\b${count} ${word}\\b`), first);
  }
  // It ends so long after its phone was last online: the least where that was just before the key would be renewed.
  const [least, most] = [passKeyEndsAt(0) - passKeyRenewAt(0), passKeyEndsAt(0)];
  assert.ok(row("a pass's key").includes(`${least / day} to ${most / day} days`));
});

test('each file that it names is there', () => {
  const named = [...page.matchAll(/`((?:src|e2e)\/[^`]+)`/g)].map(([, path]) => `${path}`);
  assert.ok(named.length > 15);
  for (const path of named) assert.ok(existsSync(new URL(`../${path}`, import.meta.url)), path);
});

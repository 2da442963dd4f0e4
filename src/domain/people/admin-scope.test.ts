import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminScopes, hasScope, readScopes } from './admin-scope.ts';

test('a key does what its scopes say; writing an area includes reading it, and no other area', () => {
  assert.ok(hasScope(['pools:read'], 'pools:read'));
  assert.ok(hasScope(['pools:write'], 'pools:read'));
  assert.equal(hasScope(['pools:read'], 'pools:write'), false);
  assert.equal(hasScope(['pools:write'], 'memberships:read'), false);
  for (const scope of adminScopes) {
    assert.ok(hasScope(null, scope), 'a key without scopes does everything');
    assert.equal(hasScope([], scope), false);
  }
});

test('scopes are read with spaces or commas, once each; what is none is named', () => {
  const two = { scopes: ['pools:read', 'opinions:write'] };
  assert.deepEqual(readScopes('pools:read opinions:write'), two);
  assert.deepEqual(readScopes(' pools:read,opinions:write , pools:read'), two);
  assert.deepEqual(readScopes('pools:read pools everything'), { unknown: ['pools', 'everything'] });
  assert.deepEqual(readScopes(''), { scopes: [] });
});

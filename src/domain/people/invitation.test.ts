import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invitationBytes, invitationCodeFrom, readInvitationCode } from './invitation.ts';

test('a code is read however it is typed, and nothing else is one', () => {
  const code = invitationCodeFrom(Uint8Array.from({ length: invitationBytes }, (_, n) => n * 25));
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{10}$/);
  assert.equal(readInvitationCode(code), code);
  assert.equal(readInvitationCode(code.toLowerCase()), code);
  assert.equal(readInvitationCode('oIlAAAAAAA'), '011AAAAAAA');
  for (const wrong of ['', code.slice(1), `${code}A`, 'UUUUUUUUUU', '../../etc/', '٠١٢٣٤٥٦٧٨٩']) {
    assert.equal(readInvitationCode(wrong), null, wrong);
  }
});

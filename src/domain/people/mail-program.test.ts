import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailProgramOf } from './mail-program.ts';

test('an address leads to the mail program of its domain, and to none where nobody knows it', () => {
  const cases = {
    'ann@gmail.com': 'Gmail',
    'Ann@GoogleMail.com': 'Gmail',
    'ann@hotmail.co.uk': 'Outlook',
    'ann@live.nl': 'Outlook',
    'ann@yahoo.com.br': 'Yahoo Mail',
    'ann@me.com': 'iCloud Mail',
    'ann@proton.me': 'Proton Mail',
    'ann@web.de': 'WEB.DE',
    'ann@corner.example': undefined,
    'ann@gmail.corner.example': undefined,
    'ann@web.com': undefined,
    'ann@constructor.com': undefined,
    'ann@gmail': undefined,
    nobody: undefined,
  };
  for (const [address, name] of Object.entries(cases))
    assert.equal(mailProgramOf(address)?.name, name, address);
});

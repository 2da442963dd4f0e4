import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDeadStatus, readReturnedMail } from './returned-mail.ts';

const id = '0123456789abcdef0123456789abcdef';
const returned = (headers = `Message-ID: <${id}@shop.example>`) =>
  `From: points@shop.example\r\nTo: ann@example.com\r\n${headers}\r\n\r\nHello\r\n`;

/** As Postfix writes it. */
const bounce = ({ status = '5.1.1', action = 'failed', original = returned() } = {}) =>
  [
    'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
    'To: points@shop.example',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="AbC/mx.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--AbC/mx.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Action: failed', // Text for people says nothing to us.
    '',
    '--AbC/mx.example',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; ann@mailbox.example',
    'Original-Recipient: rfc822;Ann@example.com',
    `Action: ${action}`,
    `Status: ${status} (no such user)`,
    'Diagnostic-Code: smtp; 550 5.1.1 unknown',
    '',
    '--AbC/mx.example',
    'Content-Type: message/rfc822',
    '',
    original,
    '--AbC/mx.example--',
    '',
  ].join('\r\n');

const complaint = (more = '') =>
  [
    'Content-Type: multipart/report; report-type="feedback-report"; boundary=b1',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'This is an abuse report.',
    '--b1',
    'Content-Type: message/feedback-report',
    ...(more ? [more] : []),
    '',
    ...(more
      ? [
          Buffer.from('Feedback-Type: abuse\r\nOriginal-Rcpt-To: <ann@example.com>\r\n').toString(
            'base64',
          ),
        ]
      : ['Feedback-Type: abuse', 'Original-Rcpt-To: <ann@example.com>']),
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    returned(),
    '--b1--',
  ].join('\n');

test('a report of a mail server names the mail', () => {
  assert.deepEqual(readReturnedMail(bounce()), { kind: 'bounce', mailId: id });
});

test('a complaint is read, also in base64', () => {
  const read = { kind: 'complaint', mailId: id };
  assert.deepEqual(readReturnedMail(complaint()), read);
  assert.deepEqual(readReturnedMail(complaint('Content-Transfer-Encoding: base64')), read);
});

test('a delay, a full mailbox and a refused text say nothing of the address', () => {
  assert.equal(readReturnedMail(bounce({ action: 'delayed', status: '4.4.1' })), 'not-for-good');
  for (const status of ['5.2.2', '5.7.1', '4.1.1', 'x', '5.1.1.1'])
    assert.equal(readReturnedMail(bounce({ status })), 'not-for-good', status);
  for (const status of ['5.1.1', '5.1.10', '5.2.1', '5.4.4', '5.0.0'])
    assert.ok(isDeadStatus(status), status);
});

test('what names no mail of ours, or is no report, is left alone', () => {
  assert.equal(readReturnedMail(bounce({ original: returned('X: y') })), 'no-mail-of-ours');
  const forged = returned('Message-ID: <someone@else.example>');
  assert.equal(readReturnedMail(bounce({ original: forged })), 'no-mail-of-ours');
  assert.equal(readReturnedMail('Subject: Hello\r\n\r\nI am on holiday'), 'no-report');
  assert.equal(readReturnedMail(''), 'no-report');
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.nat(2_000), (noise, at) => {
      const text = bounce();
      readReturnedMail(text.slice(0, at) + noise + text.slice(at));
      readReturnedMail(text.slice(0, at));
    }),
    { numRuns: 300, seed: 13 },
  );
});

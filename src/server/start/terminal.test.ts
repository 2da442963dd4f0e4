import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announce, announcement } from './terminal.ts';

const publicUrl = 'http://localhost:8080';
const facts = {
  publicUrl,
  inboxUrl: `${publicUrl}/dev/inbox`,
  demonstration: {
    posterUrl: `${publicUrl}/P/M1`,
    enrolmentUrl: `${publicUrl}/till/enrol/${'x'.repeat(43)}`,
    associate: { name: 'Nora', pin: '24680' },
    place: { store: 'Main Street', till: 'Till 2' },
    posKey: 'tp_key',
    deskUrl: `${publicUrl}/desk/begin#${'x'.repeat(43)}`,
    owner: 'Robin',
    member: 'maya@example.com',
  },
};

const printed = (terminal: { hasColors?: () => boolean }) => {
  const chunks: unknown[] = [];
  announce({ write: (chunk: unknown) => chunks.push(chunk) > 0, ...terminal }, facts);
  return chunks.join('');
};

test('says where everything is, within 80 columns', () => {
  const text = announcement(facts);
  const said = [
    publicUrl,
    facts.demonstration.posterUrl,
    facts.demonstration.enrolmentUrl,
    facts.inboxUrl,
    `${publicUrl}/till`,
    'Nora, PIN 24680',
    'Till 2 of Main Street',
    'tp_key',
    facts.demonstration.deskUrl,
    facts.demonstration.member,
  ];
  for (const one of said) assert(text.includes(one), one);
  for (const line of text.split('\n')) assert(line.length <= 80, line);
  assert.match(text, /[█▀▄]{10}/, 'a QR code');
});

test('colours a terminal that has colours, and nothing else', () => {
  const colour = '\u001b[';
  assert(printed({ hasColors: () => true }).includes(colour));
  assert(!printed({ hasColors: () => false }).includes(colour));
  assert(!printed({}).includes(colour), 'a pipe');
});

test('with a program of its own it names no demonstration', () => {
  const text = announcement({ publicUrl, inboxUrl: null, demonstration: null });
  assert.match(text, /Tillpass is open at http:\/\/localhost:8080/);
  assert.doesNotMatch(text, /PIN|dev\/inbox|poster/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockBehind, outageOf } from './outage.ts';

const coded = (more: object, message = 'failed') => Object.assign(new Error(message), more);

test('a database that is away or slow and a disk that is full are told from a fault of the work', () => {
  assert.equal(outageOf(coded({ code: 'ECONNREFUSED' })), 'away');
  assert.equal(outageOf(coded({ code: '57P01' })), 'away');
  assert.equal(outageOf(coded({ code: '55P03' })), 'slow');
  assert.equal(outageOf(coded({ code: '57014' })), 'slow');
  assert.equal(outageOf(new Error('Connection terminated unexpectedly')), 'away');
  // A connection that broke before the statement, and one that took too long to make.
  const broken = 'Client has encountered a connection error and is not queryable';
  assert.equal(outageOf(new Error(broken)), 'away');
  assert.equal(outageOf(new Error('timeout expired')), 'away');
  assert.equal(outageOf(new AggregateError([coded({ code: 'ECONNREFUSED' })])), 'away');
  assert.equal(outageOf(new Error('outer', { cause: coded({ code: '53100' }) })), 'full');
  // SQLITE_IOERR_WRITE: the low byte says what it is.
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 778 })), 'full');
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 13 })), 'full');
  // SQLITE_CORRUPT is also what a failed read becomes; SQLITE_IOERR_READ.
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 11 })), 'unreadable');
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 266 })), 'unreadable');
  assert.equal(outageOf(coded({ code: 'XX002' })), 'unreadable');
  // SQLITE_READONLY, and SQLITE_READONLY_DBMOVED.
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 8 })), 'full');
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 1032 })), 'moved');
  // SQLITE_BUSY_SNAPSHOT: another process holds the file.
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 517 })), 'away');
  assert.equal(outageOf(new ClockBehind(0, 1)), 'clock');
  for (const other of [coded({ code: '23505' }), coded({ errcode: 19 }), new TypeError('x'), 'x'])
    assert.equal(outageOf(other), null);
});

/** Each code of PostgreSQL that a server can meet while it runs, and what it is taken for (its appendix A). */
const codes: Readonly<Record<string, readonly string[]>> = {
  away: [
    '08000',
    '08003',
    '08006',
    '08001',
    '08004',
    '08P01',
    '28000',
    '28P01',
    '3D000',
    '40003',
    '53300',
    '55000',
    '57000',
    '57P01',
    '57P02',
    '57P03',
    '57P04',
    '57P05',
  ],
  full: ['25006', '53100', '58030'],
  slow: ['25P03', '25P04', '40001', '40P01', '53000', '53200', '53400', '55006', '55P03', '57014'],
  unreadable: ['58000', '58P01', '58P02', '58P03', 'XX001', 'XX002'],
  missing: ['3F000', '42501', '42703', '42P01'],
  // A value, a constraint, a statement or a transaction that we have made wrongly: 500, with its stack in the log.
  null: [
    '0A000',
    '21000',
    '22001',
    '22003',
    '22P02',
    '23502',
    '23503',
    '23505',
    '23514',
    '25001',
    '25P01',
    '25P02',
    '26000',
    '34000',
    '42601',
    '42702',
    '42704',
    '42883',
    '42804',
    '42P02',
    '42P07',
    '54000',
    '54001',
    '55P02',
    'P0001',
    'XX000',
  ],
};

test('every code of PostgreSQL is decided: an outage that ends, or a fault of ours', () => {
  for (const [outage, all] of Object.entries(codes))
    for (const code of all) assert.equal(String(outageOf(coded({ code }))), outage, code);
});

test('a table that SQLite lacks is an outage, and a statement that it does not understand is not', () => {
  const sqlite = (message: string, errcode = 1) =>
    outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode }, message));
  assert.equal(sqlite('no such table: members'), 'missing');
  assert.equal(sqlite('no such column: frozen_at'), 'missing');
  assert.equal(sqlite('database schema has changed', 17), 'missing');
  assert.equal(sqlite('no such function: frozen'), null);
  assert.equal(sqlite('no such index: events_id'), null);
  assert.equal(sqlite('near "selct": syntax error'), null);
  assert.equal(sqlite('file is not a database', 26), 'unreadable');
  assert.equal(sqlite('out of memory', 7), 'slow');
  assert.equal(sqlite('access permission denied', 3), 'full');
});

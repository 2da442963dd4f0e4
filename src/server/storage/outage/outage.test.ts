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
  // SQLITE_BUSY_SNAPSHOT: another process holds the file.
  assert.equal(outageOf(coded({ code: 'ERR_SQLITE_ERROR', errcode: 517 })), 'away');
  assert.equal(outageOf(new ClockBehind(0, 1)), 'clock');
  for (const other of [coded({ code: '23505' }), coded({ errcode: 19 }), new TypeError('x'), 'x'])
    assert.equal(outageOf(other), null);
});

import assert from 'node:assert/strict';
import { MintFault, type MintRequest } from '#server/vendors/mint/minter.ts';

let made = 0;

/** A request for another discount, of 12.50 EUR unless the test says otherwise. */
export function mintRequest(more: Partial<MintRequest> = {}): MintRequest {
  made += 1;
  const code = `CODE${String(made).padStart(8, '0')}`;
  return {
    id: `id-${made}`,
    code,
    title: `${code} Coffee`,
    currency: 'EUR',
    worth: { kind: 'amount-off', minor: 1_250 },
    startsAt: 0,
    endsAt: 3_600_000,
    ...more,
  };
}

/** The kind of "no" that the work throws. */
export async function no(work: Promise<unknown>): Promise<[string, string, number]> {
  try {
    await work;
  } catch (fault) {
    if (fault instanceof MintFault) return [fault.kind, fault.message, fault.retryAfterMs];
    throw fault;
  }
  assert.fail('it was done');
}

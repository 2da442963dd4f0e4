import assert from 'node:assert/strict';
import { MintFault, type MintRequest } from '#server/vendors/mint/minter.ts';

let made = 0;

/** Another discount of 12.50 EUR, or what it says. */
export function mintRequest(more: Partial<MintRequest> = {}): MintRequest {
  made += 1;
  const code = `CODE${String(made).padStart(8, '0')}`;
  return {
    ...{ id: `id-${made}`, code, title: `${code} Coffee`, currency: 'EUR' },
    ...{ worth: { kind: 'amount-off', minor: 1_250 }, startsAt: 0, endsAt: 3_600_000 },
    ...more,
  };
}

/** What kind of "no" it was. */
export async function no(work: Promise<unknown>): Promise<[string, string, number]> {
  try {
    await work;
  } catch (fault) {
    if (fault instanceof MintFault) return [fault.kind, fault.message, fault.retryAfterMs];
    throw fault;
  }
  assert.fail('it was done');
}

import type { PurchasesReport } from '#contract/admin/admin-imports.ts';
import { adminApi } from '#contract/paths.ts';
import { dump } from '#server/tests/kit/dump.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

interface Sent {
  readonly status: number;
  readonly body: PurchasesReport;
}

/** Sends a file of past purchases as an administrator's program does. */
export async function sendPurchases(
  { app }: Pick<Tillpass, 'app'>,
  key: string,
  body: string,
  query: Record<string, string> = {},
): Promise<Sent> {
  const asked = new URLSearchParams({ source: 'smile', ...query });
  const got = await app.inject({
    method: 'POST',
    url: `${adminApi.importPurchases}?${asked}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    payload: body,
  });
  return { status: got.statusCode, body: got.json() };
}

/** What a report says, without its columns and faults. */
export const told = ({ body }: Sent) => {
  const { state, lines, new: made, known, bad } = body;
  return { state, lines, made, known, bad };
};

/** Line, fault, and the other line that is meant. */
export const faultsOf = ({ body }: Sent) =>
  body.faults.map(({ line, fault, ofLine }) => [line, fault, ...(ofLine === null ? [] : [ofLine])]);

/** The whole database but the acts, among which a look is. */
export const unrecorded = async ({ context }: Pick<Tillpass, 'context'>): Promise<string> =>
  (await dump(context.store.read)).replace(/^admin_acts .*$/gm, '');

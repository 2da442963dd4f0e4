// `node long-history.ts ENTRIES …`: over a new data folder (DATA_DIR, DATABASE_URL), members with so many ledger entries, each with a lot of
// its own. Prints their numbers.

import { membershipNumberFrom } from '#domain/scan/membership-number.ts';
import { addNewMembers } from '#server/storage/people/member-imports.ts';
import { putOpened } from '#server/storage/points/opening-entries.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { openAccounts } from '#server/usecases/points/change-points.ts';
import { newProgram } from './members.ts';

const { context } = await newProgram();
const numbers: string[] = [];
for (const entries of process.argv.slice(2).map(Number)) {
  const memberId = makeId(context);
  const number = membershipNumberFrom(context.randomBytes(6));
  await transact(context, async (work) => {
    const { at } = work;
    const lots = Array.from({ length: entries }, () => ({
      points: 1,
      expiresAt: null,
      availableAt: null,
    }));
    const accounts = openAccounts(work, 'bench', [{ memberId, lots }]);
    const [account] = accounts;
    if (!account) throw new Error('each newcomer has an account');
    const row = {
      id: memberId,
      number,
      address: `${entries}@shop.example`,
      first_name: null,
      language: 'en',
      joined_at: at,
      joined_store_id: null,
      proved_at: at,
      first_proved_at: at,
      debt: 0,
      chain_base: null,
      frozen_at: null,
      erased_at: null,
      ...account.cached,
    };
    if (!(await addNewMembers(work, [row], at))) throw new Error('the data folder was used before');
    await putOpened(work, accounts);
  });
  numbers.push(number);
}
await context.store.close();
process.stdout.write(JSON.stringify(numbers));

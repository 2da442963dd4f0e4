import { confirmAddress } from '#server/usecases/rights/move-address.ts';
import { takeBack } from '#server/usecases/rights/take-back-address.ts';
import { doomed } from './doomed.ts';

// A process for a test: it changes a member's address, or takes one back, and is killed on the way.
await doomed('changes', async (context, [what, first = '', second = '', third = '']) => {
  if (what !== 'confirm') return takeBack(context, first);
  const session = { memberId: first, id: second, placement: null, prolonged: false };
  return confirmAddress(context, session, third);
});

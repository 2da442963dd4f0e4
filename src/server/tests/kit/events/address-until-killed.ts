import { choosePin } from '#server/usecases/rights/member-pin.ts';
import { mergeProved } from '#server/usecases/rights/merge-members.ts';
import { confirmAddress } from '#server/usecases/rights/move-address.ts';
import { takeBack } from '#server/usecases/rights/take-back-address.ts';
import { doomed } from './doomed.ts';

// A process for a test: it changes a member's address, takes one back, merges two memberships, or gives a PIN, and is killed
// on the way.
await doomed('changes', async (context, [what, first = '', second = '', third = '']) => {
  const session = { memberId: first, id: second, placement: null, prolonged: false };
  if (what === 'confirm') return confirmAddress(context, session, third);
  if (what === 'merge') return mergeProved(context, session, { confirmed: true });
  if (what === 'pin') return choosePin(context, session, third);
  return takeBack(context, first);
});

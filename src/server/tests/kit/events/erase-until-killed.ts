import { eraseMember } from '#server/usecases/rights/erase.ts';
import { doomed } from './doomed.ts';

// A process for a test: it erases a member, and is killed on the way.
await doomed('changes', (context, [memberId = '']) => eraseMember(context, memberId, 'member'));

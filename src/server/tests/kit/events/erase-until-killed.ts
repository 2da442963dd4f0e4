import { eraseMember } from '#server/usecases/rights/erase.ts';
import { actUntilKilled } from './until-killed.ts';

// A process for a test: it erases a member.
await actUntilKilled((context, memberId) => eraseMember(context, memberId, 'member'));

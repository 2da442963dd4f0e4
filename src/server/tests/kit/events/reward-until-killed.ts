import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { actUntilKilled } from './until-killed.ts';

// A process for a test: it gives members what is due to them for friends.
await actUntilKilled((context) => rewardInviters(context));

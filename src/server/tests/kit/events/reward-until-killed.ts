import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { doomed } from './doomed.ts';

// A process for a test: it gives members what is due to them for friends, and is killed on the way.
await doomed('changes', (context) => rewardInviters(context));

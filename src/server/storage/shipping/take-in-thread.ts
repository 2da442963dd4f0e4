// The thread that puts logs into a copy: a disk that hangs must not hold up whoever ships.
import { workerData } from 'node:worker_threads';
import type { WholeLog } from './shipped-copy.ts';
import { takeInLogs } from './take-in.ts';

const { copy, logs } = workerData as { copy: string; logs: readonly WholeLog[] }; // Its only starter gives these.
takeInLogs(copy, logs);

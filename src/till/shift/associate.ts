import type { TillDevice } from '#contract/till.ts';

/** Somebody who may sign in on this device. */
export type Associate = TillDevice['associates'][number];

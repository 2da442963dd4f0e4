import type { posApi } from '#contract/paths.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';
import type { PosEndpoints } from './openapi/pos-endpoints.ts';

/** The handlers for a till's program, which is known by its key. */
export type PosHandlers = Handlers<typeof posApi, PosEndpoints, 'till', PosTill>;

/** A part of them: an address that is read and sent to may have its handlers in two files. */
export type SomePosHandlers = {
  readonly [N in keyof PosHandlers]?: Partial<PosHandlers[N]>;
};

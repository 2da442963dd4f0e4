import type { posApi } from '#contract/paths.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';
import type { PosEndpoints } from './openapi/pos-endpoints.ts';

/** What answers a till's program, by its key. */
export type PosHandlers = Handlers<typeof posApi, PosEndpoints, 'till', PosTill>;

/** Some of it: at one address two files may stand, for what is read there and what is sent. */
export type SomePosHandlers = {
  readonly [N in keyof PosHandlers]?: Partial<PosHandlers[N]>;
};

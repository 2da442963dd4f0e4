import type { tillApi } from '#contract/paths.ts';
import type { TillEndpoints } from '#contract/till-api.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { AtTill } from '#server/usecases/till/till-device.ts';

/** Who is at the till, where, and in which language they read. */
export type Duty = TillRequest & { readonly associateId: string; readonly once: null };

type Api = typeof tillApi;

/** The handlers for anyone. */
export type OpenHandlers = Handlers<Api, TillEndpoints, 'anyone', null>;

/** The handlers for a till's device. */
export type DeviceHandlers = Handlers<Api, TillEndpoints, 'device', AtTill>;

/** The handlers for an associate with a shift. */
export type ShiftHandlers = Handlers<Api, TillEndpoints, 'shift', Duty>;

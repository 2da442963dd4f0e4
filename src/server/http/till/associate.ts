import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Stream } from '#contract/endpoint.ts';
import { tillApi, tillPages } from '#contract/paths.ts';
import { tillEndpoints } from '#contract/till-api.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { dropCookie, putCookie, readCookie } from '#server/http/edge/cookies.ts';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import { browserOf, languageOf } from '#server/http/edge/request-context.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import { nobody, sentAs, serve } from '#server/http/edge/serve.ts';
import { streamRight } from '#server/http/edge/stream-right.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import { deviceTopic, programTopic, storeTopic } from '#server/storage/db/live.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { endShift, onShift, startShift } from '#server/usecases/till/shift.ts';
import { enrolDevice, recogniseTill, viewDevice } from '#server/usecases/till/till-device.ts';
import { associateMembers } from './associate-members.ts';
import { associatePurchases } from './associate-purchases.ts';
import { associateVouchers } from './associate-vouchers.ts';
import { type AtTillOf, askForDevice, knowDevices } from './know-devices.ts';
import { scannerPages } from './scanner-pages.ts';
import type { DeviceHandlers, Duty, OpenHandlers, ShiftHandlers } from './till-handlers.ts';

const tillPage = { patterns: tillApi, endpoints: tillEndpoints } as const;

/** The till page and its API: the same use-cases as the POS's, behind a device and a shift. */
export async function associateRoutes(
  app: FastifyInstance,
  context: Context,
  { pages, sendLive }: { pages: Pages; sendLive: SendLive },
): Promise<void> {
  tillDocuments(app, context, pages);
  scannerPages(app, context);
  serve(app, { ...tillPage, who: 'anyone', askerOf: nobody }, enrolling(context));
  await app.register(async (devices) => deviceRoutes(devices, context, sendLive));
}

/** Makes a browser a till's device. */
const enrolling = (context: Context): OpenHandlers => ({
  enrol: {
    post: async (request, reply) => {
      const { token } = request.body;
      const device = await enrolDevice(context, { token, browser: browserOf(request) });
      putCookie(reply, 'device', device);
      return viewDevice(context, await recogniseTill(context, { device, shift: undefined }));
    },
  },
});

function deviceRoutes(app: FastifyInstance, context: Context, sendLive: SendLive): void {
  const atTill = knowDevices(app, context);
  serve(app, { ...tillPage, who: 'device', askerOf: atTill }, shifts(context));
  const onDuty = (request: FastifyRequest): Duty => {
    const till = atTill(request);
    const { associateId } = onShift(till);
    const { tillId, storeId } = till;
    return { tillId, storeId, associateId, language: languageOf(request), once: null };
  };
  serve(
    app,
    { ...tillPage, who: 'shift', askerOf: onDuty },
    {
      ...associateVouchers(context),
      ...associatePurchases(context),
      ...associateMembers(context),
      ...storeNews(context, atTill, sendLive),
    },
  );
}

/** The handlers of a device's shift. */
const shifts = (context: Context): DeviceHandlers => ({
  device: { get: async (_request, _reply, till) => viewDevice(context, till) },
  shifts: {
    post: async (request, reply, till) => {
      const device = readCookie(request, 'device');
      const shift = await startShift(context, till, request.body);
      putCookie(reply, 'shift', shift);
      // Browsers keep no cookie for longer than 400 days: renewed with each shift, a till in use is never enrolled again.
      if (device !== undefined) putCookie(reply, 'device', device);
      return viewDevice(context, await recogniseTill(context, { device, shift }));
    },
  },
  endShift: {
    post: async (_request, reply, till) => {
      await endShift(context, till);
      dropCookie(reply, 'shift');
      return viewDevice(context, { ...till, shift: null });
    },
  },
});

/** A stream that says when something in the store has changed; it ends with the shift. */
const storeNews = (context: Context, atTill: AtTillOf, sendLive: SendLive) =>
  ({
    live: {
      get: async (request, reply) => {
        const till = atTill(request);
        const { startedAt } = onShift(till);
        const topic = storeTopic(till.storeId);
        sendLive(request, reply, {
          holder: deviceTopic(till.deviceId),
          listen: (changed) => context.live.listen(topic, changed),
          right: streamRight(context, {
            topics: [deviceTopic(till.deviceId), programTopic],
            endsAt: startedAt + shiftMs,
            holds: async () => {
              const now = await askForDevice(context, request);
              return now.shift !== null && now.storeId === till.storeId;
            },
          }),
        });
        return sentAs<Stream>(reply);
      },
    },
  }) satisfies Partial<ShiftHandlers>;

/** The page itself. Opening an enrolment link changes nothing, because mail scanners open links too. */
function tillDocuments(app: FastifyInstance, context: Context, pages: Pages): void {
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const { program } = await readWork(context);
    const language = languageOf(request);
    const parts = {
      language,
      title: program.name,
      markup: '',
      state: {},
      styles: 'anyone',
    } as const;
    const { html, styleHash } = pages.till({ ...parts, program });
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy({ styleHash, runs: 'decoder' }),
        'cache-control': 'no-store',
      })
      .send(html);
  };
  app.get(tillPages.till, page);
  app.get(tillPages.mistyped, page);
}

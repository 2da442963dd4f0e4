import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Nothing } from '#contract/member-input.ts';
import { tillApi, tillPages } from '#contract/paths.ts';
import { Enrol, StartShift } from '#contract/till.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { dropCookie, putCookie, readCookie } from '#server/http/edge/cookies.ts';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import { streamRight } from '#server/http/edge/stream-right.ts';
import { browserOf, languageOf } from '#server/http/edge/visitor.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import { deviceTopic, programTopic, storeTopic } from '#server/storage/db/live.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { recentUses } from '#server/usecases/till/recent-uses.ts';
import { endShift, onShift, startShift } from '#server/usecases/till/shift.ts';
import { enrolDevice, recogniseTill, viewDevice } from '#server/usecases/till/till-device.ts';
import { associateMembers } from './associate-members.ts';
import { associatePurchases } from './associate-purchases.ts';
import { associateVouchers } from './associate-vouchers.ts';
import { askForDevice, knowDevices } from './know-devices.ts';
import { scannerPages } from './scanner-pages.ts';

/** The till page and its API: the same use-cases as the POS's, behind a device and a shift. */
export async function associateRoutes(
  app: FastifyInstance,
  context: Context,
  { pages, sendLive }: { pages: Pages; sendLive: SendLive },
): Promise<void> {
  tillDocuments(app, context, pages);
  scannerPages(app, context);
  enrolling(app, context);
  await app.register(async (devices) => deviceRoutes(devices, context, sendLive));
}

/** Makes a browser a till's device. */
function enrolling(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Enrol }>(tillApi.enrol, { schema: { body: Enrol } }, async (request, reply) => {
    const { token } = request.body;
    const device = await enrolDevice(context, { token, browser: browserOf(request) });
    putCookie(reply, 'device', device);
    return viewDevice(context, await recogniseTill(context, { device, shift: undefined }));
  });
}

function deviceRoutes(app: FastifyInstance, context: Context, sendLive: SendLive): void {
  const atTill = knowDevices(app, context);
  const onDuty = async (request: FastifyRequest) => {
    const till = atTill(request);
    const { associateId } = onShift(till);
    const { tillId, storeId } = till;
    return { tillId, storeId, associateId, language: languageOf(request), once: null };
  };

  app.get(tillApi.device, async (request) => viewDevice(context, atTill(request)));

  app.post<{ Body: StartShift }>(
    tillApi.shifts,
    { schema: { body: StartShift } },
    async (request, reply) => {
      const device = readCookie(request, 'device');
      const shift = await startShift(context, atTill(request), request.body);
      putCookie(reply, 'shift', shift);
      return viewDevice(context, await recogniseTill(context, { device, shift }));
    },
  );

  app.post(tillApi.endShift, { schema: { body: Nothing } }, async (request, reply) => {
    const till = atTill(request);
    await endShift(context, till);
    dropCookie(reply, 'shift');
    return viewDevice(context, { ...till, shift: null });
  });

  associateVouchers(app, context, onDuty);
  associatePurchases(app, context, onDuty);
  associateMembers(app, context, onDuty);

  app.get(tillApi.recent, async (request) => recentUses(context, await onDuty(request)));

  app.get(tillApi.live, async (request, reply) => {
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
  });
}

/** The page itself. Opening an enrolment link changes nothing, because mail scanners open links too. */
function tillDocuments(app: FastifyInstance, context: Context, pages: Pages): void {
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const { program } = await readWork(context);
    const parts = { language: languageOf(request), title: program.name, markup: '', state: {} };
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
  // All addresses below it, too: a mistyped address of the till shows the till page, not the shopper's "not found".
  app.get(`${tillPages.till}/*`, page);
}

import type { FastifyInstance } from 'fastify';
import { tillPages } from '#contract/paths.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { readCookie } from '#server/http/edge/cookies.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import { scannerSheet } from '#server/http/pages/scanner-sheet.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { onShift } from '#server/usecases/till/shift.ts';
import { recogniseTill } from '#server/usecases/till/till-device.ts';

/** The sheet that an associate prints. Somebody without a shift is led to the sign-in. */
export function scannerPages(app: FastifyInstance, context: Context): void {
  app.get(tillPages.scannerSheet, async (request, reply) => {
    const cookies = { device: readCookie(request, 'device'), shift: readCookie(request, 'shift') };
    try {
      const till = await recogniseTill(context, cookies);
      onShift(till);
      const { program } = await readWork(context);
      const store = storeOf(program, till.storeId);
      if (!store) throw new Error('a till that is recognised stands in a store');
      const sheet = await scannerSheet(store, languageOf(request), program.name);
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': pagePolicy({ styleHash: sheet.styleHash, runs: 'nothing' }),
        })
        .send(sheet.html);
    } catch (error) {
      if (error instanceof Refused) return reply.redirect(tillPages.till, 303);
      throw error;
    }
  });
}

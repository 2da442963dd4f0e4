import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Confirm } from '#contract/member-input.ts';
import { freezePage } from '#contract/paths.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { type FreezeStep, freezePageIn } from '#server/http/pages/freeze-page.ts';
import { plainPolicy } from '#server/http/pages/plain-page.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { freeze } from '#server/usecases/rights/freeze.ts';
import { memberOfLink } from '#server/usecases/rights/freeze-link.ts';

type Linked = { Params: { token: string } };

/** The page behind a mail's "not me" link: opening it does nothing, sending its form freezes. */
export function freezeRoutes(app: FastifyInstance, context: Context): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, step: FreezeStep) => {
    const { program } = await readWork(context);
    return reply
      .code(step === 'ended' ? 410 : step === 'untold' ? 422 : 200)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': plainPolicy,
      })
      .send(freezePageIn(languageOf(request), step, program.name));
  };

  app.get<Linked>(freezePage, async (request, reply) => {
    const found = await memberOfLink(context, request.params.token);
    return show(request, reply, found ? (found.isFrozen ? 'frozen' : 'ask') : 'ended');
  });

  app.post<Linked & { Body: Confirm }>(
    freezePage,
    { schema: { body: Confirm } },
    async (request, reply) => {
      const found = await memberOfLink(context, request.params.token);
      if (!found) return show(request, reply, 'ended');
      if (request.body.confirm === undefined) return show(request, reply, 'untold');
      await freeze(context, found.memberId, 'mail');
      return show(request, reply, 'frozen');
    },
  );
}

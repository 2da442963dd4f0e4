import type { FastifyInstance } from 'fastify';
import { askEndpoints, memberEndpoints, surveyEndpoints } from '#contract/member-api.ts';
import { askApi, memberApi, surveyApi } from '#contract/paths.ts';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import { nobody, serve } from '#server/http/edge/serve.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { addressRoutes } from './address-routes.ts';
import { freezeRoutes } from './freeze-routes.ts';
import { knowMembers } from './know-members.ts';
import { memberAsks } from './member-asks.ts';
import { memberHandOver } from './member-hand-over.ts';
import { memberNews } from './member-news.ts';
import { memberPages } from './member-pages.ts';
import { memberPoints } from './member-points.ts';
import { memberProfile } from './member-profile.ts';
import { memberRights } from './member-rights.ts';
import { memberSignIn } from './member-sign-in.ts';
import { memberSurvey } from './member-survey.ts';
import { mergeRoutes } from './merge-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { pinRoutes } from './pin-routes.ts';

const shopper = { patterns: memberApi, endpoints: memberEndpoints } as const;

/** The shopper's routes: those for everybody, and those that need a session. */
export async function memberRoutes(
  app: FastifyInstance,
  context: Context,
  { pages, sendLive }: { pages: Pages; sendLive: SendLive },
): Promise<void> {
  // Each document checks itself who may open it: a member's page leads everybody else to the sign-in.
  memberPages(app, context, pages);
  freezeRoutes(app, context);
  await messageRoutes(app, context, pages.noSignal);
  addressRoutes(app, context, pages.noSignal);
  mergeRoutes(app, context, pages.noSignal);
  pinRoutes(app, context, pages.noSignal);
  serve(app, { ...shopper, who: 'anyone', askerOf: nobody }, memberSignIn(context));
  await app.register(async (members) => {
    const known = { who: 'member', askerOf: knowMembers(members, context) } as const;
    serve(
      members,
      { ...shopper, ...known },
      {
        ...memberPoints(context),
        ...memberProfile(context),
        ...memberHandOver(context),
        ...memberRights(context),
        ...memberNews(context, sendLive),
      },
    );
    const survey = { patterns: surveyApi, endpoints: surveyEndpoints, ...known } as const;
    serve(members, survey, memberSurvey(context));
    serve(members, { patterns: askApi, endpoints: askEndpoints, ...known }, memberAsks(context));
  });
}

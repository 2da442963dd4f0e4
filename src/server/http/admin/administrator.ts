import type { FastifyInstance } from 'fastify';
import { adminEndpoints } from '#contract/admin/admin-api.ts';
import { adminApi } from '#contract/paths.ts';
import { isAdminScope } from '#domain/people/admin-scope.ts';
import { guard } from '#server/http/edge/guard.ts';
import { serve } from '#server/http/edge/serve.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { demandScope, recogniseAdmin } from '#server/usecases/pools/admin-key.ts';
import { externalIds } from './external-ids.ts';
import { factRoutes } from './facts.ts';
import { imports } from './imports.ts';
import { mailReports } from './mail-reports.ts';
import { memberships } from './memberships.ts';
import { opinions } from './opinions.ts';
import { poolFiles } from './pool-files.ts';

/** `/admin/v1`: for the administrator's own programs. It needs a key of its own; a till's key opens nothing here. */
export async function administratorRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', ({ config, url }) => {
      if (!isAdminScope(config?.right ?? ''))
        throw new Error(`${url} says no scope (contract/admin/admin-api.ts)`);
    });
    const askerOf = guard(
      scope,
      async ({ headers, routeOptions }) => {
        const administrator = await recogniseAdmin(context, headers.authorization);
        demandScope(context, administrator, routeOptions.config.right ?? '');
        return administrator;
      },
      ({ adminKeyId }) => ({ adminKeyId }),
    );
    // The body is not parsed: a file is read while it arrives, and is larger than any other request.
    scope.addContentTypeParser(['text/csv', 'application/x-ndjson'], (_request, _payload, done) =>
      done(null),
    );
    const asked = { patterns: adminApi, endpoints: adminEndpoints } as const;
    const handlers = {
      ...poolFiles(context),
      ...opinions(context),
      ...mailReports(context),
      ...memberships(context),
      ...externalIds(context),
      ...imports(context),
    };
    serve(scope, { ...asked, who: 'administrator', askerOf }, handlers);
  });
  await factRoutes(app, context);
}

import type { Context } from '#server/usecases/ground/context.ts';
import {
  giveExternalId,
  listExternalIds,
  lookUpMember,
  takeExternalId,
} from '#server/usecases/members/external-ids.ts';
import type { AdminHandlers } from './pool-files.ts';

/** Members found by what other systems call them, and those ids given and taken off. */
export const externalIds = (
  context: Context,
): Pick<AdminHandlers, 'lookUpMember' | 'externalIds' | 'removeExternalId'> => ({
  lookUpMember: {
    post: async ({ body }, _reply, administrator) => lookUpMember(context, administrator, body),
  },
  externalIds: {
    get: async ({ params }) => ({ externalIds: await listExternalIds(context, params.member) }),
    post: async ({ params, body }) => ({
      externalIds: await giveExternalId(context, { ...params, externalId: body }, 'api'),
    }),
  },
  removeExternalId: {
    post: async ({ params, body }) => ({
      externalIds: await takeExternalId(context, { ...params, externalId: body }, 'api'),
    }),
  },
});

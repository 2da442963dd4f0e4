import { Refused } from '#domain/refusal.ts';
import { fileIn } from '#server/http/edge/file-body.ts';
import { whileAsked } from '#server/http/edge/send-lines.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import { writePreview } from '#server/http/pages/preview-page.ts';
import { draftedContext } from '#server/usecases/desk/preview-draft.ts';
import { viewDraftEffect } from '#server/usecases/editing/draft-effect.ts';
import { giveDraftPicture } from '#server/usecases/editing/draft-pictures.ts';
import {
  beginDraft,
  compareDraft,
  discardDraft,
  saveDraft,
  viewDraft,
} from '#server/usecases/editing/drafts.ts';
import { putDraft, takeBackProgram } from '#server/usecases/editing/put-draft.ts';
import { viewProgram, viewProgramText } from '#server/usecases/editing/view-program.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

/** The program and its drafts. */
export const deskProgram = (pages: Pages) =>
  ({
    program: { get: async (_request, _reply, { context }) => viewProgram(context) },
    programVersion: {
      get: async ({ params }, _reply, { context }) =>
        viewProgramText(context, versionIn(params.version)),
    },
    withdrawProgram: {
      post: async ({ params }, _reply, { context }) => {
        await takeBackProgram(context, versionIn(params.version));
        return done;
      },
    },
    beginDraft: { post: async ({ body }, _reply, { context }) => beginDraft(context, body) },
    draft: {
      get: async ({ params }, _reply, { context }) => viewDraft(context, params.draftId),
      post: async ({ params, body }, _reply, { context }) =>
        saveDraft(context, params.draftId, body),
    },
    compareDraft: {
      post: async ({ params, body }, _reply, { context }) =>
        compareDraft(context, params.draftId, body),
    },
    discardDraft: {
      post: async ({ params, body }, _reply, { context }) => {
        await discardDraft(context, params.draftId, body.revision);
        return done;
      },
    },
    draftEffect: {
      get: async ({ params, query }, reply, { context, role }) =>
        whileAsked(reply, (cancelled) =>
          viewDraftEffect(context, params.draftId, { from: query.from, role, cancelled }),
        ),
    },
    putDraft: {
      post: async ({ params, body }, _reply, { context }) =>
        putDraft(context, params.draftId, body),
    },
    draftPicture: {
      post: async (request, _reply, { context }) =>
        giveDraftPicture(context, request.params.draftId, {
          use: request.query.use,
          name: request.query.name,
          file: fileIn(request, ['application/octet-stream']),
        }),
    },
    draftPreview: {
      get: async ({ params, query }, reply, me) => {
        const drafted = await draftedContext(me.context, params.draftId);
        const { points, ...look } = query;
        const looks = { ...look, points: points === undefined ? null : Number(points) };
        return sentAs<string>(await writePreview(pages, reply, drafted, { ...looks, me }));
      },
    },
  }) satisfies Partial<DeskHandlers>;

function versionIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refused({ key: 'not-found' });
  return Number(text);
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { AskBeginning } from '#contract/desk/desk-begin.ts';
import { isLanguage } from '#i18n/language.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import {
  saveFirstStore,
  saveLook,
  savePlace,
  saveRewards,
  saveSaid,
  saveTemplate,
} from '#server/usecases/beginning/beginning.ts';
import type { BrowserPlace } from '#server/usecases/beginning/suggest-place.ts';
import { viewBeginning } from '#server/usecases/beginning/view-beginning.ts';
import { viewTemplates } from '#server/usecases/beginning/view-templates.ts';
import { posterSheets } from '#server/usecases/desk/poster-sheets.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

/** The way of a shop without a program to its first reward. */
export const deskBegin = {
  beginning: {
    get: async (request, _reply, { context }) => viewBeginning(context, placeOf(request)),
  },
  beginTemplates: {
    get: async (request, _reply, { context }) => viewTemplates(context, placeOf(request)),
  },
  beginTemplate: {
    post: async (request, _reply, { context }) => {
      const { timeZone, ...wish } = request.body;
      const language = languageOf(request);
      await saveTemplate(context, wish, { timeZone, language });
      return done;
    },
  },
  beginLook: {
    post: async ({ body }, _reply, { context }) => {
      await saveLook(context, body);
      return done;
    },
  },
  beginPlace: {
    post: async ({ body }, _reply, { context }) => {
      await savePlace(context, body);
      return done;
    },
  },
  beginRewards: {
    post: async (request, _reply, { context }) => {
      const { timeZone, ...wish } = request.body;
      const language = languageOf(request);
      await saveRewards(context, wish, { timeZone, language });
      return done;
    },
  },
  beginStore: {
    post: async ({ body }, _reply, { context }) => {
      await saveFirstStore(context, body);
      return done;
    },
  },
  beginDone: {
    post: async ({ body }, _reply, { context }) => {
      await saveSaid(context, body);
      return done;
    },
  },
  posters: {
    get: async (request, reply, { context }) => {
      const { language, store, size = 'a4', page = '1' } = request.query;
      const { html, style, script } = await posterSheets(context, {
        language: isLanguage(language) ? language : languageOf(request),
        size,
        page: Number(page),
        ...(store !== undefined && { storeId: store }),
      });
      return sentAs<string>(printed(reply, style, script).send(html));
    },
  },
} satisfies Partial<DeskHandlers>;

/** Where the browser says that it is. */
const placeOf = (
  request: FastifyRequest & { readonly query: Static<typeof AskBeginning> },
): BrowserPlace => ({ timeZone: request.query.timeZone, language: languageOf(request) });

/** A page that loads nothing, with the style and the script that are in it. */
const printed = (reply: FastifyReply, styleHash: string, scriptHash: string): FastifyReply =>
  reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });

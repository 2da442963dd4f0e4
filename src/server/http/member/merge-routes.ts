import type { FastifyInstance } from 'fastify';
import { MergeMembership } from '#contract/member-input.ts';
import type { Done } from '#contract/page.ts';
import { mergePage, paths } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import { leadToSignIn, noteDone, takeNotice } from '#server/http/edge/reply-with.ts';
import { askerOf, languageOf, sessionOf } from '#server/http/edge/request-context.ts';
import { linkedPage, sendLinked } from '#server/http/pages/linked-page.ts';
import type { WriteDocument } from '#server/http/pages/template.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { mergeProved } from '#server/usecases/rights/merge-members.ts';
import { declineMerge, viewMergeOffer } from '#server/usecases/rights/merge-offer.ts';
import { askMerge, dropMerge, proveMerge, viewMerge } from '#server/usecases/rights/merge-steps.ts';
import { askAgain } from './ask-again.ts';
import { mergeMarkup } from './merge-markup.ts';

/** The page on which a member makes another membership of theirs a part of this one. */
export function mergeRoutes(app: FastifyInstance, context: Context, write: WriteDocument): void {
  app.get(mergePage, async (request, reply) => {
    const session = await sessionOf(context, request);
    if (!session) return leadToSignIn(context, request, reply);
    const language = languageOf(request);
    const t = everything(language);
    const steps = await viewMerge(context, session, language);
    const offer = await viewMergeOffer(context, session.memberId);
    const notice = takeNotice(context, request, reply);
    const { program } = await readWork(context);
    const speaker = speakerOf(program, language);
    const said =
      notice &&
      ('done' in notice
        ? { text: t(doneWords(notice.done)), isDone: true }
        : { text: refusalSentence(t, speaker, notice.refusal), isDone: false });
    const refusal = steps.step === 'confirm' ? steps.preview.refusal : null;
    const inside = mergeMarkup(steps, {
      t,
      format: formatOf(language, program.timeZone),
      notice,
      said,
      offer,
      why: refusal && refusalSentence(t, speaker, refusal),
    });
    const title = t('merge.title');
    const page = { language, title, inside, back: paths.profile };
    return sendLinked(reply, await linkedPage(context, write, page));
  });

  app.post<{ Body: MergeMembership }>(
    mergePage,
    { schema: { body: MergeMembership } },
    async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) throw new Refused({ key: 'signed-out' });
      const { own, email, code, merge, decline, confirm } = request.body;
      if (own !== undefined) {
        // The page that takes the code leads back here.
        const { id } = await askAgain(context, [request, reply], session, mergePage);
        return reply.redirect(paths.waiting(id), 303);
      }
      if (decline !== undefined) {
        await declineMerge(context, session, decline);
        noteDone(context, request, reply, 'declined');
      } else if (merge !== undefined) {
        await mergeProved(context, session, { confirmed: confirm !== undefined });
        noteDone(context, request, reply, 'saved');
      } else if (code !== undefined) {
        await proveMerge(context, session, code);
      } else if (email !== undefined) {
        const language = languageOf(request);
        await askMerge(context, session, { email, language, ...askerOf(request) });
      } else {
        await dropMerge(context, session);
      }
      return reply.redirect(mergePage, 303);
    },
  );
}

/** What a form of this page has done. */
const doneWords = (done: Done) => (done === 'declined' ? 'merge.offer-taken-back' : 'merge.done');

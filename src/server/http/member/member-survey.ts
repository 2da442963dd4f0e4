import type { SurveyEndpoints } from '#contract/member-api.ts';
import { paths, type surveyApi } from '#contract/paths.ts';
import { replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import type { Handlers } from '#server/http/edge/serve.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { answerSurvey } from '#server/usecases/occasions/answer-survey.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';

type SurveyHandlers = Handlers<typeof surveyApi, SurveyEndpoints, 'member', Session>;

/** The answer to the question under a used voucher. */
export const memberSurvey = (context: Context): SurveyHandlers => ({
  survey: {
    post: async (request, reply, { memberId }) => {
      const { redemptionId: id } = request.params;
      const { version, ...said } = request.body;
      const tapped = { memberId, redemptionId: id, version: Number(version), ...said };
      await answerSurvey(context, tapped);
      const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
      return replyWith(request, reply, { page: paths.redemption(id), data });
    },
  },
});

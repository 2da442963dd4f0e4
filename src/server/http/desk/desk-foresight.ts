import type { RehearsalLine } from '#contract/desk/desk-foresight.ts';
import { Refused } from '#domain/refusal.ts';
import { sendLines } from '#server/http/edge/send-lines.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import { tryAtDesk, viewPlayground } from '#server/usecases/desk/try-at-desk.ts';
import { viewFigures } from '#server/usecases/desk/view-figures.ts';
import { rehearseText } from '#server/usecases/rehearsal/rehearse-text.ts';
import { viewSegmentCounts } from '#server/usecases/segments/view-segment-counts.ts';
import type { DeskHandlers } from './desk-people.ts';

/** What a change would do: rehearsed on the past, and tried at a moment. */
export const deskForesight = {
  rehearsal: {
    post: async (request, reply, { context, role }) => {
      let begun = false;
      await sendLines<RehearsalLine>(request, reply, async (say, cancelled) => {
        const reached = (members: number) => {
          begun = true;
          say({ members });
        };
        try {
          const done = await rehearseText(context, request.body, { role, cancelled, reached });
          if (done) say(done);
        } catch (error) {
          // Before the first line it is an answer like any other.
          if (!begun || !(error instanceof Refused)) throw error;
          say({ refused: error.refusal });
        }
      });
      return sentAs<RehearsalLine>(reply);
    },
  },
  figures: { get: async (_request, _reply, { context }) => viewFigures(context) },
  segmentCounts: {
    get: async (_request, _reply, { context }) => viewSegmentCounts(context),
  },
  playground: {
    get: async ({ query }, _reply, { context }) => viewPlayground(context, query.draft),
    post: async ({ body }, _reply, me) => tryAtDesk(me.context, me, body),
  },
} satisfies Partial<DeskHandlers>;

import type { Context } from '#server/usecases/ground/context.ts';
import { type Noted, noteMailReport } from '#server/usecases/rights/note-returned-mail.ts';
import type { AdminHandlers } from './pool-files.ts';

/** Bounces and complaints, as the program that sends our mail hears of them. */
export const mailReports = (context: Context): Pick<AdminHandlers, 'mailReports'> => ({
  mailReports: {
    post: async ({ body }, _reply, administrator) => {
      const reports: Noted[] = [];
      // One after the other, so that two about the same address are one and then `again`.
      for (const one of body.reports)
        reports.push(await noteMailReport(context, administrator, one));
      return { reports };
    },
  },
});

import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';

export interface PointsMailFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  readonly points: number;
  /** What they are for. */
  readonly why:
    | {
        readonly kind: 'earned';
        readonly store: string;
        readonly receiptNumber: string;
        /** From when they can be spent; null: now. */
        readonly availableAt: number | null;
      }
    | { readonly kind: 'available' }
    | { readonly kind: 'birthday' };
  /** The page of the history. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/** The mail about points that came: by a purchase, at the end of their wait, or for a birthday. */
export function pointsMail({ to, program, points, why, url, ...facts }: PointsMailFacts): Mail {
  const { publicUrl } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const said = say(`mail.${why.kind}`, { points });
  const lines = why.kind === 'earned' ? [receiptLine(why), ...waitLine(why)] : [];
  const button = say('mail.apology-button');
  const because = say('mail.points-why', { program: program.name });
  return {
    ...{ to, language, senderName: program.name, subject: `${program.name}: ${said}` },
    text: `${[said, ...lines, '', button, url, '', because].join('\n')}\n`,
    html: framed({ program, publicUrl }, language, [
      ...[said, ...lines].map(line),
      buttonLine(program, url, button),
      quiet([html`${because}`]),
    ]),
  };

  function receiptLine({ store, receiptNumber }: { store: string; receiptNumber: string }): string {
    return say('mail.earned-receipt', { store, receipt: receiptNumber });
  }

  function waitLine({ availableAt }: { availableAt: number | null }): string[] {
    if (availableAt === null) return [];
    const date = formatOf(language, program.timeZone).date(availableAt);
    return [say('mail.earned-wait', { date })];
  }
}

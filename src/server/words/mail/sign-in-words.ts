import { signInMs } from '#domain/people/sign-in.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';

export interface SignInMailFacts {
  readonly to: string;
  readonly program: Program;
  /** The shopper's language; English if it is none of ours. */
  readonly language: string;
  /** Six digits. */
  readonly code: string;
  readonly linkUrl: string;
  readonly notMeUrl: string;
  /** The shop whose poster was scanned. */
  readonly store: string | null;
  /** "Safari (iPhone)"; null when it can't be told. */
  readonly browser: string | null;
  readonly askedAt: number;
  readonly publicUrl: string;
}

/** All sentences of the mail, before they become text or HTML. */
export interface SignInWords {
  readonly language: Language;
  readonly programName: string;
  readonly greeting: string;
  readonly codeLabel: string;
  readonly valid: string;
  readonly orLink: string;
  readonly button: string;
  readonly asked: string;
  readonly notMe: string;
  readonly notMeLink: string;
  readonly secret: string;
  readonly why: string;
}

export function wordsOf(facts: SignInMailFacts, language: Language): SignInWords {
  const say = everything(language);
  const { program, store } = facts;
  const asked = {
    browser: facts.browser ?? say('common.some-browser'),
    time: formatOf(language, program.timeZone).dateTime(facts.askedAt),
  };
  return {
    language,
    programName: program.name,
    greeting: say('mail.greeting'),
    codeLabel: say('mail.code'),
    valid: say('mail.valid', { minutes: signInMs / 60_000 }),
    orLink: say('mail.or-link'),
    button: say('mail.button', { program: program.name }),
    asked:
      store === null ? say('mail.asked-nowhere', asked) : say('mail.asked', { ...asked, store }),
    notMe: say('mail.not-me'),
    notMeLink: say('mail.not-me-link'),
    secret: say('mail.secret'),
    why: say('mail.why', { program: program.name }),
  };
}

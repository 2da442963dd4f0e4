import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';

export interface PoolLowFacts {
  readonly to: string;
  readonly program: Program;
  readonly rewardId: string;
  /** Null: the pool of all stores without one of their own. */
  readonly storeId: string | null;
  readonly left: number;
}

/** Operators are few and read logs too: their mail is in English. */
const language = 'en';

/** Tells the operator that a pool runs low, and the command that fills it. */
export function poolLowMail({ to, program, rewardId, storeId, left }: PoolLowFacts): Mail {
  const say = everything(language);
  const found = rewardOf(program, rewardId);
  const reward = found ? textIn(found.name, language) : rewardId;
  const store = storeId === null ? say('mail.pool-low.all') : storeNameOf(program, storeId);
  const what = say('mail.pool-low.left', { left, reward, store });
  const next = say('mail.pool-low.do');
  const command = `npm run admin -- pool ${rewardId} FILE${storeId === null ? '' : ` --store ${storeId}`}`;
  return {
    to,
    senderName: program.name,
    language,
    subject: say('mail.pool-low.subject', { program: program.name, reward }),
    text: `${what}\n\n${next}\n\n${command}\n`,
    html: html`<!doctype html>
<html lang="${language}">
<body><p>${what}</p><p>${next}</p><pre>${command}</pre></body>
</html>
`.text,
  };
}

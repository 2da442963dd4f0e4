import type { Visit } from '#contract/member.ts';
import { systemApi } from '#contract/paths.ts';
import { giftBuys } from '#domain/earning/gift-buys.ts';
import { type Program, posterAt } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { spokenLanguages } from '#domain/program/words/words.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { joiningGift } from '#server/usecases/sign-in/joining-gift.ts';
import { showInvitation } from './show-invitation.ts';

/** Found once for each program: every page of every visitor asks. */
const known = new WeakMap<Program, readonly string[]>();

function languagesOf(program: Program): readonly string[] {
  const found = known.get(program) ?? spokenLanguages(program);
  known.set(program, found);
  return found;
}

/** What every page knows about the program and the place, for every visitor. */
export async function viewVisit(
  context: Context,
  wish: {
    readonly signedIn: boolean;
    readonly placement: string | null;
    /** The code in the address; null: there is none. */
    readonly invitation: string | null;
    readonly language: string;
  },
): Promise<Visit> {
  const work = await readWork(context);
  const { program } = work;
  const say = everything(isLanguage(wish.language) ? wish.language : 'en');
  const found = wish.placement === null ? null : posterAt(program, wish.placement);
  const storeId = found?.store.id ?? null;
  const welcomePoints = await joiningGift(work, storeId);
  return {
    signedIn: wish.signedIn,
    program: {
      name: program.name,
      color: program.brand.color,
      mark: program.brand.mark,
      logo: program.brand.logo ?? null,
      currency: program.currency,
      timeZone: program.timeZone,
      welcomePoints,
      ...(!wish.signedIn && welcomeBuys(work, welcomePoints, storeId, wish.language)),
      voucherMinutes: program.voucherMinutes,
      languages: languagesOf(program),
    },
    store: found && {
      id: found.store.id,
      name: found.store.name,
      placement: found.poster.placement,
    },
    sender: context.mailer.from,
    inbox: context.inboxUrl,
    ...(!wish.signedIn && { privacy: { path: systemApi.privacy, text: say('privacy.link') } }),
    ...(wish.invitation !== null &&
      !wish.signedIn && { invitation: await showInvitation(work, wish.invitation, wish.language) }),
  };
}

/** What joining here and now is enough for, in the visitor's language. */
function welcomeBuys(
  { program, at }: ReadWork,
  points: number,
  storeId: string | null,
  language: string,
): Pick<Visit['program'], 'welcomeBuys'> {
  const reward = giftBuys(program, { at, points, storeId });
  if (!reward) return {};
  const say = everything(isLanguage(language) ? language : 'en');
  return { welcomeBuys: say('earning.welcome-buys', { reward: textIn(reward.name, language) }) };
}

/** The placement as printed; null if no poster of the program has it, because it was mistyped or taken down. */
export async function knownPlacement(context: Context, typed: string): Promise<string | null> {
  const { program } = await readWork(context);
  return posterAt(program, typed)?.poster.placement ?? null;
}

/** The store of a placement; null: none. */
export async function storeAt(context: Context, placement: string | null): Promise<string | null> {
  if (placement === null) return null;
  const { program } = await readWork(context);
  return posterAt(program, placement)?.store.id ?? null;
}

import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { directionOf, isLanguage } from '#i18n/language.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, transact } from '#server/usecases/ground/work.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { drawCard, type Paper } from '#server/vendors/printing/card-pdf.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';

export interface CardPlace {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string;
}

/**
 * The card of a member without a phone: a till finds them by it, and nothing is spent without their own yes. That it was
 * made is written down.
 * @param till where it is printed, and by which associate; absent: at the desk
 * @throws Refused `member-unknown`
 */
export async function memberCard(context: Context, asked: string, till?: CardPlace) {
  const { member, program } = await transact(context, async (work) => {
    const memberId = await memberIdKnown(work, asked);
    await recordAct(work, {
      act: 'card-printed',
      memberId,
      ...(till && { storeId: till.storeId, details: detailsOf(till) }),
    });
    return { member: await memberById(work.db, memberId), program: work.program };
  });
  if (!member) throw new Error('a member was found and is not there');
  const barcode = await drawSymbol('code-128', member.number);
  const pdf = (paper: Paper) => drawCard({ ...wordsOf(program, member), barcode }, paper);
  return { number: member.number, barcode, pdf };
}

const detailsOf = ({ tillId, associateId }: CardPlace) => ({ tillId, associateId });

/** The card speaks the member's language, whoever prints it. */
function wordsOf(program: ReadWork['program'], { number, first_name, language }: MemberRow) {
  const own = isLanguage(language) ? language : 'en';
  const t = everything(own);
  const shop = program.name;
  return {
    shop,
    name: first_name,
    digits: digitGroups(number),
    direction: directionOf(own),
    color: program.brand.color,
    title: t('print.card-title', { number: digitGroups(number) }),
    line: t('print.card-line'),
    notes: [t('print.card-cut', { shop }), t('print.card-spend'), t('print.card-lost')],
  };
}

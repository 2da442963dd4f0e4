import { useEffect, useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskMember, MemberCard } from '#contract/desk/desk-members.ts';
import { useMyself } from '#desk/api/me.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { outline } from '#domain/values/outline.ts';
import { digitGroups } from '#i18n/format.ts';
import { pdfAddresses } from '#web/pdf-address.ts';

/** A slip to print for a member without a phone: the number as a barcode and in large digits. */
export function CardSlip({ member, onClose }: { readonly member: DeskMember; onClose(): void }) {
  const { t } = useWords();
  const [card, setCard] = useState<MemberCard | null>(null);
  const [pdfs] = useState(pdfAddresses);
  useEffect(() => () => pdfs.drop(), [pdfs]);
  const make = useAction(() => sendProved(deskLinks.memberCard(member.id), {}), setCard);
  return (
    <Dialog title={t('desk.card.title')} onClose={onClose}>
      <p>{t('desk.card.means')}</p>
      <Fault error={make.error} />
      {card === null ? (
        <button
          type="button"
          className="button"
          aria-disabled={make.busy}
          onClick={() => make.run()}
        >
          {t('desk.card.make')}
        </button>
      ) : (
        <>
          <Slip name={member.name} card={card} />
          <button type="button" className="button" onClick={() => print()}>
            {t('desk.card.print')}
          </button>
          <a className="button" href={pdfs.of(card.pdf.a4)} target="_blank" rel="noreferrer">
            {t('desk.card.pdf-a4')}
          </a>
          <a className="button" href={pdfs.of(card.pdf.card)} target="_blank" rel="noreferrer">
            {t('desk.card.pdf-card')}
          </a>
        </>
      )}
    </Dialog>
  );
}

/** Black on white in every theme, as paper is. */
function Slip({ name, card: { number, barcode } }: { name: string | null; card: MemberCard }) {
  const { t } = useWords();
  const { program } = useMyself();
  const { rows, quiet } = barcode;
  const width = (rows[0]?.length ?? 0) + 2 * quiet;
  return (
    <div className="slip">
      <b>{program.name}</b>
      {name !== null && <bdi>{name}</bdi>}
      <svg
        viewBox={`0 0 ${width} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('desk.card.barcode')}
      >
        <path d={outline(rows, { left: quiet, top: 0 })} />
      </svg>
      <span className="slip-digits" dir="ltr">
        {digitGroups(number)}
      </span>
      <span>{t('desk.card.line')}</span>
    </div>
  );
}

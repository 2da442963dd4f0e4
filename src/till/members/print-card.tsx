import { useEffect, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillCard, TillMember } from '#contract/till-members.ts';
import { useWords } from '#till/kit/words.tsx';
import { pdfAddresses } from '#web/pdf-address.ts';
import type { Sending } from './use-sending.ts';

/** A card for a member without a phone: made at the first press, opened and printed by the second. */
export function PrintCard({ member, sending }: { member: TillMember; sending: Sending }) {
  const { t } = useWords();
  const [card, setCard] = useState<TillCard | null>(null);
  const [pressed, setPressed] = useState(false);
  const [pdfs] = useState(pdfAddresses);
  useEffect(() => () => pdfs.drop(), [pdfs]);
  if (card) {
    return (
      <a className="button" href={pdfs.of(card.pdf)} target="_blank" rel="noreferrer">
        {t('till.card-open')}
      </a>
    );
  }
  const make = async () => {
    if (sending.busy) return;
    setPressed(true);
    setCard(await sending.post(tillLinks.memberCard, { memberId: member.memberId }));
    setPressed(false);
  };
  return (
    <button type="button" className="button" aria-disabled={sending.busy} onClick={make}>
      {t(pressed ? 'till.card-making' : 'till.card')}
    </button>
  );
}

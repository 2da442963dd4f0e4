import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useWords } from '#desk/api/words.tsx';

interface OfMember {
  readonly member: DeskMember;
}

/** The last vouchers, with where each was used. */
export function Vouchers({ member: { vouchers } }: OfMember) {
  const { t, format } = useWords();
  return (
    <section className="stack">
      <h2>{t('desk.member.vouchers')}</h2>
      {vouchers.length === 0 && <p className="soft">{t('desk.member.vouchers-none')}</p>}
      <ul className="rows">
        {vouchers.map(({ id, reward, points, state, issuedAt, used }) => (
          <li key={id} className="line">
            <div>
              <b>
                <bdi>{reward}</bdi>
                <span className="chip">{t(`desk.voucher.${state}`)}</span>
              </b>
              <span className="soft">
                {t('desk.member.issued', { date: format.dateTime(issuedAt) })}
                {used && (
                  <>
                    {' · '}
                    <bdi>{[used.store, used.till].filter(Boolean).join(', ')}</bdi>,{' '}
                    {format.dateTime(used.at)}
                    {used.receiptNumber && (
                      <>
                        {' · '}
                        {t('desk.member.receipt', { number: used.receiptNumber })}
                      </>
                    )}
                  </>
                )}
              </span>
            </div>
            <span className="amount">{format.number(points)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What they bought last. */
export function Purchases({ member: { purchases } }: OfMember) {
  const { t, format } = useWords();
  return (
    <section className="stack">
      <h2>{t('desk.member.purchases')}</h2>
      {purchases.length === 0 && <p className="soft">{t('desk.member.purchases-none')}</p>}
      <ul className="rows">
        {purchases.map(({ id, at, store, receiptNumber, spent }) => (
          <li key={id} className="line">
            <div>
              <b>
                <bdi>{store ?? receiptNumber}</bdi>
              </b>
              <span className="soft">
                {format.fullDateTime(at)} · {t('desk.member.receipt', { number: receiptNumber })}
              </span>
            </div>
            <span className="amount">{format.money(spent)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useState } from 'react';
import { useParams } from 'react-router';
import type { DeskMember } from '#contract/desk/desk-members.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useMember } from '#desk/api/queries.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { useWords } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { digitGroups } from '#i18n/format.ts';
import { commaOf } from '#i18n/language.ts';
import { CardSlip } from './card-slip.tsx';
import { CopyMember, Erase } from './close-forms.tsx';
import { Adjust, Apologise } from './give-forms.tsx';
import { History } from './history.tsx';
import { MemberActs } from './member-acts.tsx';
import { Purchases, Vouchers } from './member-lists.tsx';
import { DevicesAndConsents, Messages, WhoLooked } from './member-more.tsx';
import { MergeAsked } from './merge-asked.tsx';
import { ToldFacts } from './told-facts.tsx';

/** One member: who they are, what they have, what happened, and what support may do. */
export function Member() {
  const { t } = useWords();
  const { memberId = '' } = useParams();
  const found = useMember(memberId);
  if (!found.data) {
    return (
      <Page title={t('desk.members.title')}>
        <Waiting failure={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  return <Known key={memberId} member={found.data} />;
}

type Asking = 'adjust' | 'apologise' | 'card' | 'copy' | 'erase';

function Known({ member }: { readonly member: DeskMember }) {
  const { t } = useWords();
  const may = useMay();
  const leadOn = useLeadOn();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const close = () => setAsking(null);
  const done = (sentence: string) => {
    setSaid(sentence);
    close();
  };
  return (
    <Page
      title={member.name ?? t('desk.members.no-name')}
      hint={t('desk.member.number', { number: digitGroups(member.number) })}
      actions={
        <>
          {may('apologise') && member.apologies.length > 0 && (
            <button type="button" className="button" onClick={() => setAsking('apologise')}>
              {t('desk.member.apologise')}
            </button>
          )}
          {may('adjust-points') && (
            <button type="button" className="button quiet" onClick={() => setAsking('adjust')}>
              {t('desk.member.adjust')}
            </button>
          )}
          <MemberActs member={member} onSaid={setSaid} onAsk={setAsking} />
        </>
      }
    >
      {said !== null && <Note>{said}</Note>}
      <MergeAsked member={member} />
      <Facts member={member} />
      <Ends member={member} />
      <Vouchers memberId={member.id} onSaid={setSaid} />
      <History memberId={member.id} />
      <Purchases memberId={member.id} />
      <Messages member={member} />
      <DevicesAndConsents member={member} />
      <ToldFacts member={member} />
      <WhoLooked member={member} />
      {asking === 'adjust' && <Adjust member={member} onClose={close} onDone={done} />}
      {asking === 'apologise' && <Apologise member={member} onClose={close} onDone={done} />}
      {asking === 'card' && <CardSlip member={member} onClose={close} />}
      {asking === 'copy' && <CopyMember member={member} onClose={close} onDone={done} />}
      {asking === 'erase' && (
        <Erase
          member={member}
          onClose={close}
          onDone={(sentence) => leadOn(deskPlaces.members, { state: { said: sentence } })}
        />
      )}
    </Page>
  );
}

/** When points end of those that can be spent. */
function Ends({ member: { ends } }: { readonly member: DeskMember }) {
  const { t, format } = useWords();
  if (ends.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('desk.member.ends')}</h2>
      <ul className="rows">
        {ends.map(({ points, at }) => (
          <li key={at} className="line">
            {/* The last day on which they can be used, as the phone says it. */}
            <span>{format.date(at - 1)}</span>
            <span className="amount">{format.number(points)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ member }: { readonly member: DeskMember }) {
  const { t, format, language } = useWords();
  const pinWords = ({ setAt, till }: NonNullable<DeskMember['pin']>) =>
    [t('desk.member.pin-since', { date: format.date(setAt) }), till]
      .filter(Boolean)
      .join(commaOf(language));
  const facts: readonly (readonly [string, string])[] = [
    [t('desk.member.points'), format.number(member.spendable)],
    ...member.pending.map(
      ({ points, availableAt }) =>
        [
          t('desk.member.pending', { date: format.day(availableAt) }),
          format.number(points),
        ] as const,
    ),
    [t('desk.member.tier'), member.tier],
    [t('desk.member.address'), member.address],
    [
      t('desk.member.proved'),
      member.provedAt === null ? t('desk.member.never') : format.date(member.provedAt),
    ],
    [
      t('desk.member.joined'),
      [format.date(member.joinedAt), member.joinedStore].filter(Boolean).join(commaOf(language)),
    ],
    ...(member.merged.length === 0
      ? []
      : [
          [
            t('desk.member.merged'),
            member.merged
              .map(({ number, points, at }) =>
                t('desk.member.merged-one', {
                  number: digitGroups(number),
                  date: format.date(at),
                  points,
                }),
              )
              .join('; '),
          ] as const,
        ]),
    ...(member.pin === null ? [] : [[t('desk.member.pin'), pinWords(member.pin)] as const]),
    [t('desk.member.language'), member.language === 'ar' ? 'العربية' : 'English'],
    [t('desk.member.devices'), format.number(member.devices.length)],
  ];
  return (
    <section className="panel">
      {member.frozenAt !== null && (
        <Note bad>{t('desk.member.frozen-since', { date: format.dateTime(member.frozenAt) })}</Note>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

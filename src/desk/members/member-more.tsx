import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskConsent, DeskMember } from '#contract/desk/desk-members.ts';
import { actorIn, useWords, type Words } from '#desk/api/words.tsx';
import { Fold } from './fold.tsx';
import { Listing } from './listing.tsx';

interface OfMember {
  readonly member: DeskMember;
}

/** What they were sent and what they want of it. */
export function Messages({ member: { id, wishes } }: OfMember) {
  const { t, format } = useWords();
  return (
    <Fold title={t('desk.member.messages')}>
      {wishes.length > 0 && (
        <ul className="rows">
          {wishes.map(({ message, wanted, at, way }) => (
            <li key={message} className="line">
              <div>
                <b>
                  <bdi>{message}</bdi>
                  <span className="chip">
                    {t(wanted ? 'desk.message.wanted' : 'desk.message.unwanted')}
                  </span>
                </b>
                <span className="soft">
                  {t(`desk.message.${way}`)} · {format.dateTime(at)}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Listing
        memberId={id}
        address={deskLinks.memberMessages(id)}
        none={t('desk.member.messages-none')}
        line={({ id: key, name, at, state, why }) => (
          <li key={key} className="line">
            <div>
              <b>
                <bdi>{name}</bdi>
                <span className="chip">{t(`desk.message.${state}`)}</span>
              </b>
              <span className="soft">
                {format.fullDateTime(at)}
                {why !== null && <> · {t(`desk.message.why.${why}`)}</>}
              </span>
            </div>
          </li>
        )}
      />
    </Fold>
  );
}

/** Where they are signed in, and what they agreed to. */
export function DevicesAndConsents({ member: { devices, consents } }: OfMember) {
  const words = useWords();
  const { t, format } = words;
  return (
    <Fold title={t('desk.member.devices-consents')}>
      {devices.length === 0 && <p className="soft">{t('desk.member.devices-none')}</p>}
      {devices.length > 0 && (
        <ul className="rows">
          {devices.map(({ id, browser, seenAt }) => (
            <li key={id} className="line">
              <div>
                <b>
                  <bdi>{browser || t('common.some-browser')}</bdi>
                </b>
                <span className="soft">
                  {t('desk.member.seen', { date: format.fullDateTime(seenAt) })}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {consents.length === 0 && <p className="soft">{t('desk.member.consents-none')}</p>}
      {consents.length > 0 && (
        <ul className="rows">
          {consents.map((consent) => (
            <li key={`${consent.to} ${consent.at}`} className="line">
              <div>
                <b>{consentIn(words, consent)}</b>
                {consent.wording !== null && <q dir="auto">{consent.wording}</q>}
                <span className="soft">
                  {consent.store !== null && (
                    <>
                      <bdi>{consent.store}</bdi> ·{' '}
                    </>
                  )}
                  {format.fullDateTime(consent.at)}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Fold>
  );
}

const consentIn = ({ t }: Words, { to, given }: DeskConsent): string =>
  t(given ? 'desk.consent.given' : 'desk.consent.taken', { what: t(`desk.consent.${to}`) });

/** Who looked at this page, and what was done about the member. */
export function WhoLooked({ member: { id } }: OfMember) {
  const { t } = useWords();
  return (
    <Fold title={t('desk.member.looks')}>
      <Listing
        memberId={id}
        address={deskLinks.memberActs(id)}
        none={t('desk.acts.none')}
        line={(act) => <Act key={act.id} act={act} />}
      />
    </Fold>
  );
}

function Act({ act: { act, actor, at, details } }: { readonly act: ActView }) {
  const words = useWords();
  const { t, format } = words;
  const said = [details.points, details.why].filter(
    (one) => one !== undefined && one !== null && one !== '',
  );
  return (
    <li className="line">
      <div>
        <b>{t(`desk.act.${act}`)}</b>
        <span className="soft">
          <bdi>{actorIn(words, actor)}</bdi> · {format.fullDateTime(at)}
        </span>
        {said.length > 0 && (
          <span>
            <bdi>{said.join(' · ')}</bdi>
          </span>
        )}
      </div>
    </li>
  );
}

import { Link } from 'react-router';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { Profile } from '#contract/profile.ts';
import { useProfile } from '#shopper/api/queries.ts';
import { DigitGroups } from '#shopper/ui/digit-groups.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { BirthdayForm } from './birthday-form.tsx';
import { Devices } from './devices.tsx';
import { Membership } from './membership.tsx';
import { Newsletter } from './newsletter-form.tsx';
import { SaveForm } from './save-form.tsx';
import { SignOut } from './sign-out.tsx';

/**
 * What a member looks for, all on one screen of a phone: their data, what leads on, the language and signing out at the
 * top. What is asked of them stands below.
 */
export function ProfilePage() {
  const { t } = usePage();
  const { data: profile, error, refetch } = useProfile();
  useTitle(t('common.profile'));
  if (!profile) return <Loading error={error} refetch={refetch} />;
  return (
    <>
      <div className="row">
        <h1>{t('common.profile')}</h1>
        <SignOut asked={profile.signOut} />
      </div>
      <div className="halves">
        <div>
          <Details profile={profile} />
          <Ways profile={profile} />
        </div>
        <div>
          {profile.memberships?.map((one) => (
            <Membership key={one.tierId} membership={one} />
          ))}
          <Devices devices={profile.devices} />
          {profile.birthday && <BirthdayForm asked={profile.birthday} />}
          {profile.newsletter && <Newsletter choice={profile.newsletter} />}
        </div>
      </div>
    </>
  );
}

/** Who the member is: what they may change, and what stays. */
function Details({ profile }: { profile: Profile }) {
  const { t, format } = usePage();
  const { changeAddress } = profile;
  return (
    <div className="lines">
      <NameForm profile={profile} />
      <dl className="facts">
        <div>
          <dt>{t('profile.email')}</dt>
          <dd>
            <bdi>{profile.address}</bdi>
          </dd>
          {changeAddress && (
            <dd>
              <a className="button plain" href={changeAddress.path}>
                {changeAddress.text}
              </a>
            </dd>
          )}
        </div>
        <div>
          <dt>{t('profile.number')}</dt>
          <dd>
            <DigitGroups digits={profile.number} />
          </dd>
        </div>
        <div>
          <dt>{t('profile.joined')}</dt>
          <dd>{format.date(profile.joinedAt)}</dd>
        </div>
      </dl>
    </div>
  );
}

/** What else of the membership the member decides, each on a page of its own. */
function Ways({ profile: { messages, pin, merge, accessibility } }: { profile: Profile }) {
  const { t } = usePage();
  return (
    <div className="lines">
      <Away to={messages} />
      <Link to={paths.held}>
        <span className="line-what">
          <b>{t('profile.held')}</b>
          <span>{t('profile.held-what')}</span>
        </span>
        <Icon name="on" turns />
      </Link>
      <Away to={pin} />
      <Away to={merge} />
      <Away to={accessibility} />
    </div>
  );
}

/** To a page that the server draws, so the browser goes there itself. */
const Away = ({ to }: { to: Profile['messages'] }) =>
  to && (
    <a href={to.path}>
      <b>{to.text}</b>
      <Icon name="on" turns />
    </a>
  );

function NameForm({ profile }: { profile: Profile }) {
  const { t } = usePage();
  return (
    <SaveForm action={api.profile} why={profile.asksName ? t('profile.name-why') : null}>
      {(fault) => (
        <label className="field">
          {t('profile.name')}
          <input
            id="name"
            name="firstName"
            autoComplete="given-name"
            defaultValue={profile.firstName ?? ''}
            maxLength={60}
            {...fault}
          />
        </label>
      )}
    </SaveForm>
  );
}

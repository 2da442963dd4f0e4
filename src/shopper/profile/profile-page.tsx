import { Link } from 'react-router';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { Profile } from '#contract/profile.ts';
import { useProfile } from '#shopper/api/queries.ts';
import { DigitGroups } from '#shopper/ui/digit-groups.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { BirthdayForm } from './birthday-form.tsx';
import { Devices } from './devices.tsx';
import { Membership } from './membership.tsx';
import { Newsletter } from './newsletter-form.tsx';
import { SaveForm } from './save-form.tsx';
import { SignOut } from './sign-out.tsx';

export function ProfilePage() {
  const { t, format } = usePage();
  const { data: profile, error, refetch } = useProfile();
  useTitle(t('common.profile'));
  if (!profile) return <Loading error={error} refetch={refetch} />;
  return (
    <>
      <div className="row">
        <h1>{t('common.profile')}</h1>
        <SignOut asked={profile.signOut} />
      </div>
      <NameForm profile={profile} />
      <dl className="panel facts">
        <div>
          <dt>{t('profile.email')}</dt>
          <dd>
            <bdi>{profile.address}</bdi>
            {profile.changeAddress && (
              <>
                {' '}
                <a href={profile.changeAddress.path}>{profile.changeAddress.text}</a>
              </>
            )}
          </dd>
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
      {profile.memberships?.map((one) => (
        <Membership key={one.tierId} membership={one} />
      ))}
      {profile.birthday && <BirthdayForm asked={profile.birthday} />}
      {profile.newsletter && <Newsletter choice={profile.newsletter} />}
      <Devices devices={profile.devices} />
      {/* The server draws it, so the browser goes there itself. */}
      {profile.messages && (
        <a className="button quiet" href={profile.messages.path}>
          {profile.messages.text}
        </a>
      )}
      {profile.pin && (
        <a className="button quiet" href={profile.pin.path}>
          {profile.pin.text}
        </a>
      )}
      {profile.merge && (
        <a className="button quiet" href={profile.merge.path}>
          {profile.merge.text}
        </a>
      )}
      <Link className="button quiet" to={paths.held}>
        {t('profile.held')}
      </Link>
      {profile.accessibility && (
        <a className="button quiet" href={profile.accessibility.path}>
          {profile.accessibility.text}
        </a>
      )}
    </>
  );
}

function NameForm({ profile }: { profile: Profile }) {
  const { t } = usePage();
  return (
    <SaveForm action={api.profile}>
      {(fault) => (
        <>
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
          {profile.asksName && <p className="hint">{t('profile.name-why')}</p>}
        </>
      )}
    </SaveForm>
  );
}

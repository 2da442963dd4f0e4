import { useParams } from 'react-router';
import { HandedPage } from '#shopper/link/handed-page.tsx';
import { LinkPage } from '#shopper/link/link-page.tsx';
import { PosterPage } from '#shopper/poster/poster-page.tsx';
import { SignInPage } from '#shopper/sign-in/sign-in-page.tsx';
import { WaitingPage } from '#shopper/sign-in/waiting-page.tsx';

/** The pages for strangers. Each is made anew when its part of the address changes. */
export function Poster() {
  return <PosterPage placement={useParams().placement} />;
}

export const SignIn = SignInPage;

export function Waiting() {
  const { signInId = '' } = useParams();
  return <WaitingPage key={signInId} signInId={signInId} />;
}

export function HandOver() {
  const { token = '' } = useParams();
  return <HandedPage key={token} token={token} />;
}

export function Link() {
  const { token = '' } = useParams();
  return <LinkPage key={token} token={token} />;
}

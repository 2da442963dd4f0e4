import type { ComponentProps, MouseEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';

type Props = Omit<ComponentProps<'a'>, 'href'> & { to: string };

/**
 * A link to another page of the app, which needs no new document. React Router's own brings what only its
 * framework uses, 3 KB of brotli.
 */
export function Link({ to, ...rest }: Props) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  function follow(event: MouseEvent): void {
    // Another button or a held key asks the browser for a new tab or a download.
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to, { replace: pathname === to });
  }
  return <a href={to} onClick={follow} {...rest} />;
}

/** A link of a menu: says when its page, or one below it, is the page shown. */
export function TabLink({ to, ...rest }: Props) {
  const { pathname } = useLocation();
  const current = pathname === to || pathname.startsWith(`${to}/`);
  return <Link to={to} aria-current={current ? 'page' : undefined} {...rest} />;
}

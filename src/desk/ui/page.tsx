import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useMyself } from '#desk/api/me.ts';

/** A page of the desk: its heading, what can be done with the whole of it, and its sections. */
export function Page({
  title,
  hint,
  actions,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { program } = useMyself();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, hash } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${program.name}`;
  }, [title, program.name]);
  useEffect(() => {
    // A page that was opened by a link says so to a screen reader; the first one does by its title. A field that has the
    // focus keeps it: a part was chosen, or a fault led there.
    if (key === 'default' || document.activeElement?.matches('main :is(input, select, textarea)'))
      return;
    heading.current?.focus({ preventScroll: hash !== '' });
  }, [key, hash]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {hint && <p className="soft">{hint}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}

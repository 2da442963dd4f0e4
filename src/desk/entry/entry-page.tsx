import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch } from '#desk/ui/language-switch.tsx';

/** A page for somebody who is not signed in yet. */
export function Entry({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="entry">
      <div className="panel">
        <h1>{title}</h1>
        {children}
      </div>
      <LanguageSwitch />
    </main>
  );
}

import type { ReactNode } from 'react';
import { LanguageSwitch } from '#till/kit/language-switch.tsx';
import { type Shape, Sign } from '#till/kit/sign.tsx';

/** A page with one thing to read and at most one to do. */
export function Plain(props: { title: string; shape?: Shape; children: ReactNode }) {
  const { title, shape, children } = props;
  return (
    <main className="plain">
      {shape && <Sign shape={shape} />}
      <h1 className="plain-title">{title}</h1>
      {children}
      <LanguageSwitch />
    </main>
  );
}

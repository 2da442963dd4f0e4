import type { ReactNode } from 'react';
import { type Shape, Sign } from '#till/kit/sign.tsx';

interface PanelProps {
  readonly shape: Shape;
  /** The word that goes with colour and shape. */
  readonly word: string;
  /** Fills the whole screen with the colour: something has happened, or must not. */
  readonly solid?: boolean;
  readonly children: ReactNode;
  /** The buttons, where a thumb reaches them. */
  readonly actions: ReactNode;
}

/** A verdict: its colour, shape and word, then what it is about, then what to do. */
export function Panel({ shape, word, solid = false, children, actions }: PanelProps) {
  return (
    <section className={`panel panel-${shape}`} data-solid={solid}>
      <h1 className="panel-verdict">
        <Sign shape={shape} />
        <span>{word}</span>
      </h1>
      <div className="panel-body">{children}</div>
      <div className="actions panel-actions">{actions}</div>
    </section>
  );
}

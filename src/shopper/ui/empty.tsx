import type { ReactNode } from 'react';
import { Icon, type IconName } from '#shopper/ui/icon.tsx';

interface EmptyProps {
  /** What would be here, as a drawing of one line. */
  readonly icon: IconName;
  readonly title?: string;
  readonly text?: string;
  /** A screen reader says at once what came instead of a page. */
  readonly alert?: boolean;
  /** One button: the next step. */
  readonly children?: ReactNode;
}

/** The one look of a page or a place with nothing in it: a drawn line, a sentence, one button. */
export const Empty = ({ icon, title, text, alert = false, children }: EmptyProps) => (
  <div className="empty">
    <Icon name={icon} />
    {title && <h1>{title}</h1>}
    {text && <p role={alert ? 'alert' : undefined}>{text}</p>}
    {children}
  </div>
);

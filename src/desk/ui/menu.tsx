import { type ReactNode, useId, useRef } from 'react';

/** A button that opens a few more. */
export function Menu({
  label,
  name,
  children,
}: {
  /** What stands on it. */
  readonly label: string;
  /** How it is called where several look alike: the label, and what it is about. Absent: by its label. */
  readonly name?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <div className="menu">
      <button type="button" className="button quiet small" popoverTarget={id} aria-label={name}>
        <span>{label}</span>
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons are pressed, and each press closes it */}
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button's key is a click */}
      <div id={id} ref={list} popover="auto" onClick={() => list.current?.hidePopover()}>
        {children}
      </div>
    </div>
  );
}

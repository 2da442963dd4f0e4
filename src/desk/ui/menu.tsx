import { type ReactNode, useId, useRef } from 'react';

/** A button that opens a few more. */
export function Menu({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <div className="menu">
      <button type="button" className="button quiet small" popoverTarget={id}>
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

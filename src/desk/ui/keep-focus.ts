/** What takes the focus among what is left: the heading of a part, else what can be used there. */
const headings = ':is(h1, h2, h3, summary, legend)';
const usable = ':is(a[href], button, input, select, textarea, summary):not(:disabled)';

/**
 * Keeps the focus near where it was when what has it goes away: a button that removes itself, an entry that is taken
 * out, a bar that closes. The browser gives it to nobody then, and whoever uses the keyboard or a screen reader would begin
 * at the top of the page. It goes to the next part around that is left: its heading, else what can be used in it.
 * @param root everything of the page; what is inside may change, and it stays
 * @returns ends it
 */
export function keepFocus(root: HTMLElement): () => void {
  let around: HTMLElement[] = [];
  const note = ({ target }: Event) => {
    around = [];
    for (let one = target as HTMLElement | null; one && one !== root; one = one.parentElement)
      around.push(one);
  };
  /** A press beside everything gives the focus away on purpose. */
  const leave = ({ target }: Event) => {
    if (!(target as HTMLElement).closest(`${usable}, label, [tabindex]`)) around = [];
  };
  /** So does whatever takes it from something that stays: "Done" of a phone's keyboard. */
  const given = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    // What is taken out or put elsewhere loses it too, and a tick later that was seen to.
    setTimeout(() => {
      const left = target as HTMLElement;
      if (document.activeElement !== document.body) return;
      if (around[0] === left && left.isConnected && !left.matches(':disabled')) around = [];
    });
  };
  const observer = new MutationObserver(() => {
    if (around.length === 0 || document.activeElement !== document.body) return;
    const left = around.filter((one) => one.isConnected);
    const next = left[0] === around[0] ? around[0] : nextIn([...left, root]);
    if (next) giveFocus(next);
  });
  root.addEventListener('focusin', note);
  root.addEventListener('focusout', given);
  document.addEventListener('pointerdown', leave);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', note);
    root.removeEventListener('focusout', given);
    document.removeEventListener('pointerdown', leave);
    observer.disconnect();
  };
}

/** @param left what is left of what was around it, the nearest first */
function nextIn(left: readonly HTMLElement[]): HTMLElement | null {
  for (const one of left) {
    const found =
      one.querySelector<HTMLElement>(headings) ?? one.querySelector<HTMLElement>(usable);
    if (found) return found;
  }
  return null;
}

function giveFocus(to: HTMLElement): void {
  // A heading takes no focus by itself; it stays out of the order of Tab.
  if (!to.matches(`${usable}, [tabindex]`)) to.tabIndex = -1;
  to.focus({ preventScroll: true });
}

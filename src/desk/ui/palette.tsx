import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSentence, useWords } from '#desk/api/words.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import { useFound } from './use-found.ts';
import type { Way } from './use-nav.ts';

/**
 * Finds a page, a store or a member by what is typed: a combobox whose list is always open, as the ARIA Authoring
 * Practices have it. The focus stays in the field; arrows, Home and End choose, Enter opens, Escape closes.
 */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const sentence = useSentence();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const go = useNavigate();
  const id = useId();
  const { ways, busy, error } = useFound(typed);
  const chosen = Math.min(at, ways.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, chosen]);
  const open = (way: Way | undefined) => {
    if (!way) return;
    onClose();
    void go(way.to);
  };
  const choose = (event: KeyboardEvent) => {
    const to = stepOf(event, chosen, ways.length);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
  };
  return (
    <Dialog title={t('desk.find')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open(ways[chosen]);
        }}
      >
        <input
          className="input"
          type="text"
          role="combobox"
          inputMode="search"
          enterKeyHint="go"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          aria-label={t('desk.find')}
          aria-autocomplete="list"
          aria-expanded={ways.length > 0}
          aria-controls={id}
          aria-activedescendant={ways.length > 0 ? optionId(chosen) : undefined}
          placeholder={t('desk.find-hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={choose}
        />
      </form>
      <div id={id} role="listbox" hidden={ways.length === 0} aria-label={t('desk.find')}>
        {ways.map((way, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the same
          <div
            key={way.to}
            id={optionId(index)}
            role="option"
            className="menu-item"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open(way)}
          >
            <Icon name={way.icon} />
            <bdi>{way.label}</bdi>
          </div>
        ))}
      </div>
      {error === null ? (
        <p className="soft" role="status">
          {busy ? t('common.loading') : ways.length === 0 ? t('desk.find-none') : ''}
        </p>
      ) : (
        <Note bad>{sentence(error)}</Note>
      )}
    </Dialog>
  );
}

/** Which option a key chooses; null: the key is for the field, also while an input method puts a word together. */
function stepOf(event: KeyboardEvent, chosen: number, count: number): number | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent } = event;
  if (count === 0 || shiftKey || ctrlKey || metaKey || altKey || nativeEvent.isComposing)
    return null;
  switch (key) {
    case 'ArrowDown':
      return (chosen + 1) % count;
    case 'ArrowUp':
      return (chosen + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Fields with a caret. One of type `email` or `number` has none for a script, so a till has no such field. */
const typesWithCaret = ['text', 'password', 'search', 'tel', 'url'];

/** True for a text field, where keys are a person's typing. */
export const isField = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && typesWithCaret.includes(target.type) && !target.readOnly;

/** Types into a field at its caret, as a person would. Anything else is left alone. */
export function typeInto(target: EventTarget | null, text: string): void {
  if (!isField(target)) return;
  const { value, selectionStart, selectionEnd } = target;
  target.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
  tell(target);
}

export function putInto(target: HTMLInputElement, text: string): void {
  target.setRangeText(text, 0, target.value.length, 'end');
  tell(target);
}

/** React hears of a field's new text only by this event. */
const tell = (field: HTMLInputElement) =>
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));

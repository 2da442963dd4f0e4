/** True for a text field, where keys are a person's typing. */
export const isField = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type !== 'radio' && !target.readOnly;

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

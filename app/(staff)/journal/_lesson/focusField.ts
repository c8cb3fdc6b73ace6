export const TOPIC_FIELD = 'lesson-topic';
export const HOMEWORK_FIELD = 'lesson-homework';

/** Puts the caret after what is written already: one goes on writing, and overwrites nothing by accident. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

export const TOPIC_FIELD = 'lesson-topic';
export const HOMEWORK_FIELD = 'lesson-homework';

/** Puts the caret after what is written already: one goes on writing, and overwrites nothing by accident. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  // A proposal is taken whole or typed over.
  if (field instanceof HTMLTextAreaElement && field.dataset['offered']) field.select();
  else if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

/** Half of the refused passwords at school are typed in the other layout or with Caps Lock. Says which it was, without
 *  saying anything about the right password. */
export function layoutHint(password: string, capsLock: boolean): string {
  const hints: string[] = [];
  if (/[а-яё]/i.test(password)) hints.push('Проверьте раскладку: сейчас RU.');
  else if (/[a-z]/i.test(password)) hints.push('Проверьте раскладку: сейчас EN.');
  if (capsLock) hints.push('Включён Caps Lock.');
  return hints.join(' ');
}

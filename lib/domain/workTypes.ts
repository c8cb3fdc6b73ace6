import { type Refusal, refuse } from '#lib/contract/refusal.ts';

/** The school's directory of work types (003 П6 3.1). */
export type WorkTypeFacts = { name: string; short: string };

/** Name and short name as they are kept. */
export const tidyWorkType = <T extends WorkTypeFacts>(type: T): T => ({
  ...type,
  name: type.name.trim().replace(/\s+/g, ' '),
  short: type.short.trim().replace(/\s+/g, ' '),
});

/** Why the directory may not hold this type; null when it may. `others`: names of the other types. */
export function refuseWorkType(type: WorkTypeFacts, others: readonly string[]): Refusal | null {
  const { name, short } = tidyWorkType(type);
  if (name === '') return refuse('invalid', 'Назовите вид работы.');
  if (short === '') return refuse('invalid', 'Укажите сокращение: оно стоит в заголовке столбца.');
  if (others.some((other) => other.toLowerCase() === name.toLowerCase()))
    return refuse('invalid', `Вид работы «${name}» уже есть.`);
  return null;
}

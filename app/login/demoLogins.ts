import type { DEMO_PASSWORD as SEEDED } from '#db/seed/seedDemo.ts';
import type { LOGINS } from '#db/seed/story.ts';

/** The named logins of the demo school, as the chips of the sign-in page call them. The type says when the seed has one
 *  more. */
const LABELS: Record<keyof typeof LOGINS, string> = {
  teacher: 'Учитель',
  teacher2: 'Второй учитель',
  homeroom: 'Классный руководитель',
  deputy: 'Завуч',
  director: 'Директор',
  parent: 'Родитель',
  student: 'Ученик',
  admin: 'Администратор',
};
export const DEMO_LOGINS = Object.entries(LABELS).map(([login, label]) => ({ login, label }));

/** The seed's own, by its type alone: the seed itself does not belong in the pages' bundle. */
export const DEMO_PASSWORD: typeof SEEDED = 'zvonok-demo';

import { fullName, HAT_LABELS, initials, shortName } from '#lib/domain/people.ts';
import {
  type Actor,
  can,
  isFamily,
  scopeOfAttendance,
  scopeOfDiaries,
  scopeOfJournals,
  volumeOf,
} from '#lib/policy.ts';

/** `short`: the label under a thumb, where the whole one has no room. `more`: where there is no room it stands in «Ещё».
 *  `also`: another address that belongs to it. */
export type Section = { href: string; label: string; short?: string; more?: boolean; also?: string };

/** Sections of the product that this person can open, in the order of the menu. */
export function sectionsOf(actor: Actor): Section[] {
  const sections: Section[] = [];
  if (can(actor, 'wall.read')) sections.push({ href: '/control', label: 'Контроль' });
  if (can(actor, 'day.read', { personId: actor.personId })) sections.push({ href: '/day', label: 'Мой день' });
  if (scopeOfJournals(actor).kind !== 'none') sections.push({ href: '/journal', label: 'Журнал' });
  const attendance = scopeOfAttendance(actor);
  if (attendance === 'school' || attendance.length > 0) sections.push({ href: '/attendance', label: 'Журнал дня' });
  if (can(actor, 'substitution.read')) sections.push({ href: '/substitutions', label: 'Замены' });
  if (can(actor, 'timetable.read', { by: 'class' })) sections.push({ href: '/timetable', label: 'Расписание' });
  if (can(actor, 'plan.read')) sections.push({ href: '/plans', label: 'КТП' });
  if (can(actor, 'controlWork.read'))
    sections.push({ href: '/control-works', label: 'Контрольные работы', more: true });
  if (volumeOf(actor) !== null) sections.push({ href: '/homework-volume', label: 'Домашние задания', more: true });
  if (scopeOfDiaries(actor).length > 0) {
    sections.push(
      { href: '/day', label: 'Сегодня' },
      { href: '/diary', label: 'Дневник' },
      { href: '/marks', label: 'Отметки', also: '/programme' },
      { href: '/homework', label: 'Домашние задания', short: 'ДЗ' },
      { href: '/timetable', label: 'Расписание', more: true },
      { href: '/absences', label: 'Посещаемость', more: true },
      { href: '/results', label: 'Итоги', more: true },
    );
  }
  if (can(actor, 'timetable.edit'))
    sections.push({ href: '/timetable/edit', label: 'Редактор расписания', more: true, also: '/timetable/import' });
  if (can(actor, 'settings.read')) sections.push({ href: '/settings', label: 'Настройки', more: true });
  // Somebody without a section of his own yet (the administrator) still has a place in the menu to stand on.
  return sections.length > 0 ? sections : [{ href: '/sessions', label: 'Мои входы' }];
}

/** The section an address lies in: of «/timetable» and «/timetable/edit» the nearer one. */
export const currentHref = (sections: readonly Section[], pathname: string): string | undefined =>
  sections
    .flatMap(({ href, also }) => [href, ...(also ? [also] : [])].map((address) => ({ href, address })))
    .filter(({ address }) => pathname === address || pathname.startsWith(`${address}/`))
    .sort((a, b) => b.address.length - a.address.length)[0]?.href;

/** What the menus show of the person: plain data, so that it can be handed to client components. */
export type MenuPerson = {
  id: number;
  full: string;
  short: string;
  initials: string;
  role: string;
  severalRoles: boolean;
};
export const menuPersonOf = (actor: Actor): MenuPerson => ({
  id: actor.personId,
  full: fullName(actor.name),
  short: shortName(actor.name),
  initials: initials(actor.name),
  role: HAT_LABELS[actor.hat],
  severalRoles: actor.hats.length > 1,
});

/** Names a session and the role in it, for what a device keeps: another role sees other things. */
export const sessionName = (actor: Actor): string => `${actor.personId}:${actor.sessionPublicId}:${actor.hat}`;

/** Families have the phone's frame with a bar below, staff the bar above. */
export const hasFamilyFrame = (actor: Actor): boolean => isFamily(actor);

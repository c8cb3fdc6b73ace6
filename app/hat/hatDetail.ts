import { type Hat, plural } from '#lib/domain/people.ts';
import { type Actor, holds } from '#lib/policy.ts';

/** One line under a role: whom or what it is about, as far as the person's own relations say. */
export function hatDetail(actor: Actor, hat: Hat): string | null {
  const children = actor.children.map((child) => `${child.given}, ${child.className}`).join('; ');
  switch (hat) {
    case 'teacher': {
      const groups = actor.teaches.filter((relation) => holds(relation, actor.today)).length;
      return groups > 0 ? `${groups} ${plural(groups, 'журнал', 'журнала', 'журналов')}` : null;
    }
    case 'homeroom': {
      const classes = actor.homerooms.filter((relation) => holds(relation, actor.today)).length;
      return classes > 1 ? `${classes} ${plural(classes, 'класс', 'класса', 'классов')}` : 'Свой класс';
    }
    case 'deputy':
      return actor.grades.length > 0 ? `${gradesText(actor.grades)} классы` : 'Вся школа';
    case 'director':
      return 'Вся школа';
    case 'admin':
      return 'Доступ и настройки';
    case 'parent':
    case 'student':
      return children || null;
  }
}

/** «5–8», «1, 3–4». */
export function gradesText(grades: readonly number[]): string {
  const sorted = [...new Set(grades)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const grade of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === grade - 1) run[1] = grade;
    else runs.push([grade, grade]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

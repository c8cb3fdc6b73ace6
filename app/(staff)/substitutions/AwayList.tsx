import { FillSign } from '#app/_ui/FillSign.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { SubstitutionsView, TeacherAway } from '#lib/contract/substitutionsView.ts';
import { plural } from '#lib/domain/people.ts';
import { type AwayTeacher, lacksHolder } from '#lib/domain/substitutions.ts';
import { awayWords } from '#lib/domain/teacherAbsence.ts';

/** Who is away, with a square for each lesson: solid is settled, striped is not. */
export function AwayList({
  view,
  teachers,
  chosenId,
  onChoose,
  onEdit,
}: {
  view: SubstitutionsView;
  teachers: readonly AwayTeacher[];
  chosenId: number | null;
  onChoose(teacher: AwayTeacher): void;
  onEdit(absenceId: number): void;
}) {
  /** What he teaches in the lessons that are listed, else on this day: not all that he may teach. */
  const subjectsOf = ({ id, lessons }: AwayTeacher) => {
    const own = [lessons, view.lessons].map((list) => list.filter((lesson) => lesson.teacher.id === id));
    const subjects = new Set(own.find((list) => list.length > 0)?.map((lesson) => lesson.subject));
    return [...subjects].slice(0, 2).join(', ');
  };
  const edit = (teacher: AwayTeacher, away: TeacherAway) =>
    view.mayWrite && (
      <button
        type="button"
        className="btn quiet small sedit"
        aria-label={`Изменить отсутствие: ${teacher.name}${teacher.absences.length > 1 ? `, ${awayWords(away)}` : ''}`}
        onClick={() => onEdit(away.id)}
      >
        <Icon name="more" />
      </button>
    );
  return (
    <section className="saway" aria-labelledby="away">
      <h2 id="away">
        Отсутствуют
        <span className="aside">
          {teachers.length} {plural(teachers.length, 'учитель', 'учителя', 'учителей')}
        </span>
      </h2>
      <ul>
        {teachers.map((teacher) => {
          const [away, ...others] = teacher.absences;
          const words = away ? awayWords(away) : 'на месте, есть изменения';
          return (
            <li key={teacher.id} className={teacher.id === chosenId ? 'on' : undefined}>
              <div className="relative">
                <button
                  type="button"
                  className="spick"
                  aria-pressed={teacher.id === chosenId}
                  onClick={() => onChoose(teacher)}
                >
                  <span className="flex items-baseline gap-2">
                    <b className="min-w-0 flex-1 truncate">{teacher.name}</b>
                    <span className="text-ink-3 text-small">
                      {teacher.settled} из {teacher.lessons.length}
                    </span>
                  </span>
                  <span className="block text-ink-2 text-small">
                    {[subjectsOf(teacher), words].filter(Boolean).join(' · ')}
                  </span>
                  <span className="ssegs" aria-hidden="true">
                    {teacher.lessons.map((lesson) => (
                      <FillSign key={lesson.id} state={lacksHolder(view, lesson) ? 'empty' : 'filled'} silent />
                    ))}
                  </span>
                </button>
                {away && edit(teacher, away)}
              </div>
              {others.map((other) => (
                <div key={other.id} className="smore text-ink-2 text-small">
                  {awayWords(other)}
                  {edit(teacher, other)}
                </div>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { useRead } from '#app/_live/useRead.ts';
import { saveCsv } from '#app/_ui/csv.ts';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { CountLine } from '#app/(staff)/attendance/CountLine.tsx';
import { documentWords, spanWords } from '#app/(staff)/attendance/paperWords.ts';
import type { StudentAbsences } from '#lib/contract/reads.ts';
import { absenceDays, countDays } from '#lib/domain/absenceCounts.ts';
import { covers } from '#lib/domain/absences.ts';
import { attendanceText, attendanceWords } from '#lib/domain/marks.ts';
import { dayFull, weekdayShort } from '#lib/domain/time.ts';

type Props = { studentId: number; range: { from: string; to: string }; onBack(): void };

/** The registry of one student's missed lessons (000 Пр1.3): date, lesson, subject, reason, document, both authors. */
export function Registry({ studentId, range, onBack }: Props) {
  const found = useRead('attendance.student', { studentId, ...range });
  return (
    <>
      <button type="button" className="btn small noprint mb-2" onClick={onBack}>
        Весь класс
      </button>
      {found.state === 'loading' && <SkeletonRows rows={12} height="h-6" />}
      {found.state === 'failed' && <FailedRead message={found.message} again={found.again} />}
      {found.state === 'done' && <Rows answer={found.answer} />}
    </>
  );
}

function Rows({ answer }: { answer: StudentAbsences }) {
  const { student, rows, groups, documents, held } = answer;
  const groupOf = new Map(groups.map((group) => [group.groupId, group]));
  const missed = rows.map((row) => ({ ...row, beside: groupOf.get(row.groupId)?.beside ?? false }));
  const counts = countDays(absenceDays(missed, new Map(held.map((day) => [day.date, day.lessons]))));
  const documentAt = (row: StudentAbsences['rows'][number]) =>
    documents.findLast((d) => d.active && d.reason === row.reason && covers(d, row));
  const cells = missed.map((row) => {
    const document = row.code === 'absent' ? documentAt(row) : undefined;
    return {
      row,
      subject: groupOf.get(row.groupId)?.subject ?? '',
      document: document ? `${documentWords(document)}, ${spanWords(document)}` : '',
    };
  });
  const save = () =>
    saveCsv(`Пропуски ${student.name}`, [
      ['Дата', 'Урок', 'Предмет', 'Отметка', 'Минут', 'Документ', 'Отметил', 'Причину указал'],
      ...cells.map(({ row, subject, document }) => [
        ...[dayFull(row.date), row.number, subject, attendanceText(row) ?? '', row.minutes ?? ''],
        ...[document, row.by ?? '', row.reasonBy ?? ''],
      ]),
    ]);
  return (
    <>
      <h3 className="font-semibold">
        {student.name}, {student.className}
      </h3>
      <CountLine counts={counts} />
      {rows.length === 0 ? (
        <p className="mt-2 text-ink-2">В этом периоде пропусков и опозданий нет.</p>
      ) : (
        <div className="mt-2 overflow-x-auto">
          <table className="alist">
            <thead>
              <tr>
                <th scope="col">Дата</th>
                <th scope="col" className="number">
                  Урок
                </th>
                <th scope="col">Предмет</th>
                <th scope="col">Отметка</th>
                <th scope="col">Документ</th>
                <th scope="col">Отметил(а)</th>
                <th scope="col">Причину указал(а)</th>
              </tr>
            </thead>
            <tbody>
              {cells.map(({ row, subject, document }) => (
                <tr key={`${row.lessonId}`}>
                  <td className="whitespace-nowrap">
                    {weekdayShort(row.date)} {dayFull(row.date)}
                  </td>
                  <td className="number">{row.number}</td>
                  <td>{subject}</td>
                  <td title={attendanceWords(row) ?? undefined}>
                    <b>{attendanceText(row)}</b>
                    {row.minutes !== null && ` ${row.minutes} мин`}
                  </td>
                  <td className="text-ink-2">{document}</td>
                  <td className="text-ink-3">{row.by}</td>
                  <td className="text-ink-3">{row.reasonBy}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && (
        <button type="button" className="btn small noprint mt-2" onClick={save}>
          Выгрузить в Excel (CSV)
        </button>
      )}
    </>
  );
}

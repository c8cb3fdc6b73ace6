'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { SourceBox } from '#app/(staff)/_import/SourceBox.tsx';
import type { ImportListView, ImportState } from '#lib/contract/importPage.ts';
import { dayFull, dayIn, timeIn } from '#lib/domain/time.ts';
import './import.css';

export const STATE_WORDS: Record<ImportState, string> = {
  draft: 'не применён',
  applied: 'применён',
  reverted: 'отменён',
};
export const STATE_TAGS: Record<ImportState, string> = { draft: 'tag', applied: 'tag ok', reverted: 'tag warn' };

/** «Импорт расписания»: a file is sent here, and those sent before are found again. */
export function Imports({ view }: { view: ImportListView }) {
  const router = useRouter();
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="pagehead">
        <h1>Импорт расписания</h1>
        <Link className="link ml-auto" href="/timetable/edit" prefetch={false}>
          Редактор расписания
        </Link>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-3 p-4 max-sm:p-2">
          <SourceBox<{ importId: number }>
            label="Загрузка файла"
            fileLabel="Файл расписания"
            accept=".xlsx,.csv,.txt,.xml"
            path="/api/import"
            cancelled="Загрузка отменена. Ничего не изменилось."
            onRead={(_, { importId }) => router.push(`/timetable/import/${importId}`)}
          >
            Таблица Excel (.xlsx) или текст (.csv) в том виде, в каком школа её ведёт, либо выгрузка aSc Timetables
            (.xml). До 5 МБ. Сначала вы увидите, что получится; расписание изменится только после «Применить».
          </SourceBox>
          <section className="panel p-4 max-sm:p-3" aria-labelledby="earlier">
            <h2 id="earlier" className="mb-1 font-semibold">
              Загруженные файлы
            </h2>
            {view.imports.length === 0 ? (
              <p className="text-ink-2">
                Пока ни одного. После загрузки файл появится здесь: его можно проверить позже, применить или отменить.
              </p>
            ) : (
              <div className="imptable">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Файл</th>
                      <th scope="col">Загружен</th>
                      <th scope="col">Кем</th>
                      <th scope="col">Состояние</th>
                    </tr>
                  </thead>
                  <tbody>
                    {view.imports.map((line) => (
                      <tr key={line.id}>
                        <th scope="row">
                          <Link className="link" href={`/timetable/import/${line.id}`}>
                            {line.fileName}
                          </Link>
                        </th>
                        <td>
                          {dayFull(dayIn(line.at, view.tz))}, {timeIn(line.at, view.tz)}
                        </td>
                        <td>{line.by}</td>
                        <td>
                          <span className={STATE_TAGS[line.state]}>
                            {STATE_WORDS[line.state]}
                            {line.state !== 'draft' && line.starts ? ` с ${dayFull(line.starts)}` : ''}
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        </div>
      </div>
    </main>
  );
}

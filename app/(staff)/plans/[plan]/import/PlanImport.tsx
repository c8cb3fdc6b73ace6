'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { SourceBox } from '#app/(staff)/_import/SourceBox.tsx';
import { Preview } from '#app/(staff)/plans/[plan]/import/Preview.tsx';
import type { PlanImportPage } from '#lib/contract/planImportPage.ts';
import type { PlanSource } from '#lib/domain/planImport/source.ts';
import { planTitle } from '#lib/domain/plans/planSheet.ts';
import './import.css';

/** «Импорт плана»: a source is given here, and becomes the plan's rows when its author has seen which. */
export function PlanImport({ page }: { page: PlanImportPage }) {
  const [given, setGiven] = useState<{ name: string; source: PlanSource } | null>(null);
  const { plan } = page;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      {given ? (
        <Preview key={given.name} page={page} {...given} onAnother={() => setGiven(null)} />
      ) : (
        <>
          <div className="pagehead">
            <Link className="btn quiet -ml-2" href={`/plans/${plan.id}`} prefetch={false} aria-label="К плану">
              <Icon name="left" />
            </Link>
            <h1 className="min-w-0 truncate">Импорт плана: {planTitle(plan)}</h1>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">
            <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-3 p-4 max-sm:p-2">
              <SourceBox<{ source: PlanSource }>
                label="Откуда взять план"
                fileLabel="Файл плана"
                pasteLabel="Или скопируйте таблицу в Word либо Excel и вставьте её сюда"
                accept=".docx,.xlsx,.csv,.tsv,.txt,.html,.htm,.xls"
                path="/api/plans"
                cancelled="Чтение отменено. План не изменился."
                onRead={(name, { source }) => setGiven({ name, source })}
              >
                Документ Word (.docx), таблица Excel (.xlsx), текст (.csv) или страница (.html): выгрузка «Конструктора
                рабочих программ» или план в том виде, в каком он у вас есть. До 5 МБ. Сначала вы увидите, чем станет
                каждая строка; план изменится только после «Применить».
              </SourceBox>
              <p className="text-ink-3 text-small">
                Старые .doc и .xls, .odt, .ods и PDF не читаются: сохраните их как .docx или .xlsx. План прошлого года
                или другой параллели берут при создании нового плана на странице{' '}
                <Link className="link" href="/plans" prefetch={false}>
                  «КТП»
                </Link>
                .
              </p>
            </div>
          </div>
        </>
      )}
    </main>
  );
}

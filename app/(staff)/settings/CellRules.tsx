import type { ReactNode } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { type Setting, useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';

/** What may stand in a cell, and the terms. */
export function CellRules({ live }: { live: LiveView<SettingsView> }) {
  const both = useSetting(live, 'absenceWithMark');
  const one = useSetting(live, 'withOne');
  const point = useSetting(live, 'pointDays');
  const homework = useSetting(live, 'homeworkMinutes');
  const reason = useSetting(live, 'reasonDays');
  const finals = useSetting(live, 'finalsDays');
  const ahead = useSetting(live, 'programmeAhead');
  const { mayWrite } = live.view;
  return (
    <Block
      title="Отметки, точки, домашнее задание, пропуски"
      moves="Отметки, которые уже стоят, остаются. Сроки по правилу сдвигаются сразу и у открытых точек, и у домашних заданий дня; срок, назначенный учителем, не меняется."
    >
      <Switch setting={both} mayWrite={mayWrite} on="разрешено" off="запрещено">
        Пропуск и отметка в одной ячейке: «Н/4», работа сдана позже
      </Switch>
      <Switch setting={one} mayWrite={mayWrite} on="ставят" off="не ставят">
        Шкала с «1»: без неё в журнале 5, 4, 3, 2
      </Switch>
      <Switch setting={ahead} mayWrite={mayWrite} on="показывать" off="не показывать">
        «Программа» семьи: темы ближайших уроков по КТП; без этого — только разделы
      </Switch>
      <Amount setting={point} mayWrite={mayWrite} least={1} most={60} unit="дн.">
        Срок точки: через сколько дней после урока, если учитель не назначил другой
      </Amount>
      <Amount setting={homework} mayWrite={mayWrite} least={0} most={600} unit="мин">
        Срок домашнего задания: через сколько минут после последнего урока класса оно должно быть внесено
      </Amount>
      <Amount setting={finals} mayWrite={mayWrite} least={0} most={14} unit="дн.">
        Срок итоговых отметок: в течение скольких дней после окончания четверти или полугодия
      </Amount>
      <Amount setting={reason} mayWrite={mayWrite} least={0} most={14} unit="дн.">
        Срок причины пропуска: 0 — в день урока, 7 — в течение недели; позже классный руководитель видит «просрочено»
      </Amount>
    </Block>
  );
}

type Of<T> = { setting: Setting<T>; mayWrite: boolean; children: ReactNode };

function Switch({ setting, mayWrite, on, off, children }: Of<boolean> & { on: string; off: string }) {
  return (
    <div className="setline">
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="checkbox"
          disabled={!mayWrite}
          checked={setting.value}
          onChange={(event) => setting.edit(event.target.checked)}
        />
        {children}
      </label>
      {(setting.dirty || setting.saving) && (
        <SaveRow setting={setting} mayWrite={mayWrite} say={(value) => (value ? on : off)} />
      )}
    </div>
  );
}

function Amount({
  setting,
  mayWrite,
  least,
  most,
  unit,
  children,
}: Of<number> & { least: number; most: number; unit: string }) {
  return (
    <div className="setline">
      <label className="flex items-center gap-2">
        <input
          className="field w-16"
          inputMode="numeric"
          disabled={!mayWrite}
          value={setting.value}
          onChange={(event) => {
            const text = event.target.value.trim();
            if (/^\d{0,3}$/.test(text)) setting.edit(Math.max(least, Math.min(most, Number(text))));
          }}
        />
        <span className="text-ink-3">{unit}</span>
        <span>{children}</span>
      </label>
      {(setting.dirty || setting.saving) && (
        <SaveRow setting={setting} mayWrite={mayWrite} say={(value) => `${value} ${unit}`} />
      )}
    </div>
  );
}

import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { hoursText, NORM_BANDS, usualMinutes } from '#lib/domain/homeworkVolume.ts';

const MOST = 600;
const MOST_SUBJECT = 240;
const numberOf = (text: string, most: number): number => (/^\d{1,3}$/.test(text) ? Math.min(most, Number(text)) : 0);

/** «Объём домашних заданий»: the norm, what holds after a rest, and what a homework without minutes counts for. */
export function VolumeRules({ live }: { live: LiveView<SettingsView> }) {
  const norms = useSetting(live, 'homeworkNorms');
  const rest = useSetting(live, 'homeworkRest');
  const usual = useSetting(live, 'homeworkUsual');
  const [open, setOpen] = useState(false);
  const { mayWrite, subjects } = live.view;
  function setNorm(at: number, text: string) {
    const [a, b, c, d, e] = norms.value.map((old, i) => (i === at ? numberOf(text, MOST) : old));
    norms.edit([a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0]);
  }
  function setSubject(subjectId: number, text: string) {
    const others = usual.value.subjects.filter((own) => own.subjectId !== subjectId);
    const minutes = numberOf(text, MOST_SUBJECT);
    usual.edit({
      ...usual.value,
      subjects: minutes === usual.value.minutes ? others : [...others, { subjectId, minutes }],
    });
  }
  return (
    <Block
      title="Объём домашних заданий"
      moves="По норме учителя предупреждаются, пока пишут задание, а заместители видят «много ДЗ». Изменится сразу на всех открытых страницах."
    >
      <div className="setwide">
        <table className="settable mt-2">
          <caption className="text-left text-ink-2 text-small">Не больше минут на день</caption>
          <thead>
            <tr>
              {NORM_BANDS.map((band) => (
                <th key={band} scope="col">
                  {band}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {NORM_BANDS.map((band, at) => (
                <td key={band}>
                  <input
                    className="field w-16"
                    inputMode="numeric"
                    disabled={!mayWrite}
                    aria-label={`Минут на день, ${band}`}
                    value={norms.value[at] ?? 0}
                    onChange={(event) => setNorm(at, event.target.value.trim())}
                  />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <SaveRow setting={norms} mayWrite={mayWrite} say={(value) => value.map(hoursText).join(' / ')} />
      <div className="setline mt-1">
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="checkbox"
            disabled={!mayWrite}
            checked={rest.value.on}
            onChange={(event) => rest.edit({ ...rest.value, on: event.target.checked })}
          />
          На день после выходных и каникул задают меньше
        </label>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <input
            className="field w-16"
            inputMode="numeric"
            aria-label="Процентов нормы"
            disabled={!mayWrite || !rest.value.on}
            value={rest.value.percent}
            onChange={(event) => rest.edit({ ...rest.value, percent: numberOf(event.target.value.trim(), 100) })}
          />
          <span>% нормы, но не больше</span>
          <input
            className="field w-16"
            inputMode="numeric"
            aria-label="Минут после выходных"
            disabled={!mayWrite || !rest.value.on}
            value={rest.value.minutes}
            onChange={(event) => rest.edit({ ...rest.value, minutes: numberOf(event.target.value.trim(), MOST) })}
          />
          <span>мин</span>
        </div>
        {(rest.dirty || rest.saving) && (
          <SaveRow
            setting={rest}
            mayWrite={mayWrite}
            say={(value) => (value.on ? `${value.percent} %, не больше ${value.minutes} мин` : 'как в любой день')}
          />
        )}
      </div>
      <div className="setline">
        <label className="flex items-center gap-2">
          <input
            className="field w-16"
            inputMode="numeric"
            disabled={!mayWrite}
            value={usual.value.minutes}
            onChange={(event) =>
              usual.edit({ ...usual.value, minutes: numberOf(event.target.value.trim(), MOST_SUBJECT) })
            }
          />
          <span className="text-ink-3">мин</span>
          <span>Сколько считать, если учитель не указал время</span>
        </label>
        <button type="button" className="link mt-1" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Свернуть предметы' : `По предметам: ${usual.value.subjects.length} отличаются`}
        </button>
        {open && (
          <div className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-x-4 gap-y-1">
            {subjects.map((subject) => (
              <label key={subject.id} className="flex items-center gap-2">
                <input
                  className="field w-14"
                  inputMode="numeric"
                  disabled={!mayWrite}
                  value={usualMinutes({ homeworkUsual: usual.value }, subject.id)}
                  onChange={(event) => setSubject(subject.id, event.target.value.trim())}
                />
                {subject.name}
              </label>
            ))}
          </div>
        )}
        {(usual.dirty || usual.saving) && (
          <SaveRow setting={usual} mayWrite={mayWrite} say={(value) => `${value.minutes} мин`} />
        )}
      </div>
    </Block>
  );
}

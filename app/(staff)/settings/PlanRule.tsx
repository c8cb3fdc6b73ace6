import type { LiveView } from '#app/_live/useLive.ts';
import { Block, SaveRow } from '#app/(staff)/settings/Block.tsx';
import { useSetting } from '#app/(staff)/settings/useSetting.ts';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import { dayMonth, isDay, MONTHS } from '#lib/domain/time.ts';

/** Any leap year: its days are all days there are. */
const LEAP = '2024';
const dueText = (due: string): string => dayMonth(`${LEAP}-${due}`);
const two = (number: number): string => String(number).padStart(2, '0');

/** By when the plans of a school year are due (004 2а). */
export function PlanRule({ live }: { live: LiveView<SettingsView> }) {
  const setting = useSetting(live, 'planDue');
  const { mayWrite } = live.view;
  const [month = 9, day = 10] = setting.value.split('-').map(Number);
  const days = [31, 30, 29, 28].find((last) => isDay(`${LEAP}-${two(month)}-${two(last)}`)) ?? 28;
  const edit = (nextMonth: number, nextDay: number) => {
    const fits = isDay(`${LEAP}-${two(nextMonth)}-${two(nextDay)}`);
    setting.edit(`${two(nextMonth)}-${two(fits ? nextDay : 28)}`);
  };
  return (
    <Block
      title="КТП"
      moves="К этому дню планы всех предметов должны быть утверждены. После него план, которого нет или который ещё не утверждали, в списке планов отмечен как просроченный."
    >
      <fieldset className="mt-2 flex flex-wrap items-center gap-2" disabled={!mayWrite}>
        <legend className="sr-only">Срок планов</legend>
        <select
          className="field w-16"
          aria-label="День"
          value={day}
          onChange={(event) => edit(month, Number(event.target.value))}
        >
          {Array.from({ length: days }, (_, at) => at + 1).map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </select>
        <select
          className="field w-32"
          aria-label="Месяц"
          value={month}
          onChange={(event) => edit(Number(event.target.value), day)}
        >
          {MONTHS.map((name, at) => (
            <option key={name} value={at + 1}>
              {name}
            </option>
          ))}
        </select>
      </fieldset>
      <SaveRow setting={setting} mayWrite={mayWrite} say={dueText} />
    </Block>
  );
}

import { Dialog } from '#app/_ui/Dialog.tsx';
import { KeyTable, type KeyWords } from '#app/_ui/Keys.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import type { AfterInput } from '#lib/domain/journalKeys.ts';

const AFTER: { value: AfterInput; label: string }[] = [
  { value: 'down', label: 'Вниз' },
  { value: 'right', label: 'Вправо' },
  { value: 'stay', label: 'На месте' },
];
/** In the order of a lesson: absentees, marks, moving, many cells, the rest. Both layouts work, so keys are named by the
 *  Russian one. */
const KEYS: KeyWords[] = [
  ['Н', 'отсутствует; ещё раз — причина (классный руководитель)'],
  ['О, затем F2', 'опоздал(а); сколько минут'],
  ['Б', 'причина «по болезни» на пропуске (классный руководитель)'],
  ['В', 'все (остальные) присутствуют'],
  ['5 4 3 2 1', 'отметка; курсор идёт вниз мимо отсутствующих'],
  ['.', 'точка: работа не сдана; на цифровой клавиатуре — точка или запятая'],
  ['/ затем цифра', 'вторая отметка в последней заполненной ячейке'],
  ['Shift + цифра', 'вторая отметка в этой ячейке'],
  ['Delete', 'убрать отметку, затем пропуск'],
  ['Ctrl Z, Ctrl Y', 'отменить, повторить: всё, что вы делали на этой странице'],
  ['Пробел', 'карточка отметки'],
  ['Alt Enter, Ctrl M', 'комментарий'],
  ['Р', 'ввод работы: отметки этого столбца одна за другой'],
  ['Т, Д', 'тема урока, домашнее задание'],
  ['Enter', 'в теме и задании: подтвердить черновик из КТП; из темы — к домашнему заданию; в сетке — вниз'],
  ['Alt С, Alt О, Alt П', 'в уроке: сдвинуть КТП, объединить темы, вставить повторение'],
  ['Ctrl Enter', 'из домашнего задания — обратно в сетку'],
  ['↑ ↓ ← →, Tab', 'по ячейкам; с Ctrl — до края'],
  ['Alt ↑, Alt ↓', 'через пять строк'],
  ['Home, End', 'первый, последний урок'],
  ['Page Up, Page Down', 'по месяцам'],
  ['И', 'к столбцу «Итог»; туда же → за последним уроком'],
  ['н/а, осв, зач, незач', 'в столбце «Итог»: набрать и Enter; 5 4 3 2 — сразу'],
  ['Enter, Пробел', 'на «Ср. балл» и «Прогноз»: из чего складывается; на «Итог»: карточка'],
  ['Ctrl Enter', 'в столбце «Итог»: выставить по среднему'],
  ['Ctrl K', 'перейти к ученику, уроку по дате, другому журналу'],
  ['Shift + стрелки, мышь', 'выделить несколько ячеек; значение ставится во все, после просмотра'],
  ['Ctrl A', 'выделить столбец'],
  ['Ctrl C, Ctrl V', 'копировать; вставить из Excel по порядку или по фамилиям'],
  ['Ctrl D', 'заполнить вниз'],
  ['Г, Shift F10', 'действия со столбцом или выделенным'],
  ['Esc, Tab', 'снять выделение; выйти из сетки'],
];

/** «Все клавиши», and the one setting of typing. */
export function KeyHelp({
  after,
  onAfter,
  onClose,
}: {
  after: AfterInput;
  onAfter(after: AfterInput): void;
  onClose(): void;
}) {
  return (
    <Dialog title="Клавиши журнала" onClose={onClose}>
      <KeyTable keys={KEYS} />
      <div className="mt-3 flex items-center gap-3">
        <span>После ввода</span>
        <SegmentedControl label="После ввода" options={AFTER} value={after} onChange={onAfter} />
      </div>
    </Dialog>
  );
}

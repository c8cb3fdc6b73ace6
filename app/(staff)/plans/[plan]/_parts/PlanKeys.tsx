import { Dialog } from '#app/_ui/Dialog.tsx';
import { KeyTable, type KeyWords } from '#app/_ui/Keys.tsx';

const READING: KeyWords[] = [
  ['↑ ↓ ← →, Tab', 'по ячейкам; с Ctrl — до края'],
  ['Page Up, Page Down', 'на экран вверх, вниз'],
  ['Shift + стрелки, мышь', 'выделить несколько ячеек'],
  ['Ctrl A', 'выделить весь план'],
  ['Ctrl C', 'копировать: вставится в Excel и Word таблицей'],
  ['Ctrl F, F3', 'найти; дальше, с Shift — назад'],
  ['Пробел', 'на заголовке раздела: свернуть, развернуть'],
  ['Ctrl M', 'комментарий к ячейке; с Shift — предложить правку'],
  ['Shift F10', 'действия со строкой'],
  ['Esc, Tab', 'выйти из таблицы'],
];
const WRITING: KeyWords[] = [
  ['Enter, F2', 'править ячейку'],
  ['буквы, цифры', 'заменить то, что в ячейке; в «Типе» и «Контроле» — выбрать по первой букве'],
  ['Enter', 'закончить и вниз; Tab — вправо; Esc — вернуть как было'],
  ['Alt Enter', 'новая строка внутри ячейки (ЭОР, результаты)'],
  ['Ctrl Enter', 'новая строка плана ниже; Insert — выше'],
  ['Alt ↑, Alt ↓', 'переставить строки или раздел целиком'],
  ['Ctrl Shift Enter', 'разделить тему; при правке — там, где курсор'],
  ['Ctrl Shift Backspace', 'объединить выделенные строки или со следующей'],
  ['Delete', 'очистить; Ctrl Delete — удалить строку'],
  ['Ctrl D', 'заполнить вниз'],
  ['Ctrl V', 'вставить ячейки или таблицу из Excel, Word'],
  ['Ctrl Z, Ctrl Y', 'отменить, повторить: только своё'],
];

/** «Все клавиши». */
export function PlanKeys({ mayWrite, onClose }: { mayWrite: boolean; onClose(): void }) {
  return (
    <Dialog title="Клавиши плана" onClose={onClose}>
      <KeyTable keys={[...(mayWrite ? WRITING : []), ...READING]} />
    </Dialog>
  );
}

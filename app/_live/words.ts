import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandName } from '#lib/contract/commands.ts';
import { formatMean, formatWeight } from '#lib/domain/averages.ts';
import { finalText } from '#lib/domain/finals.ts';
import { CHANGE_LABELS } from '#lib/domain/lessonChange.ts';
import { ICT_LABELS, LESSON_KIND_LABELS } from '#lib/domain/lessons.ts';
import { kindWords } from '#lib/domain/markKind.ts';
import { markText, REASON_TEXT } from '#lib/domain/marks.ts';
import { awayWords } from '#lib/domain/teacherAbsence.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** What a command writes and what it writes there, in the words of the report: «отметка», «4». */

const FIELDS: Record<CommandName, string> = {
  'mark.set': 'отметка',
  'mark.kind': 'вид и вес отметки',
  'mark.comment': 'комментарий',
  'mark.note': 'личная заметка',
  'absence.mark': 'посещаемость',
  'absence.reason': 'причина пропуска',
  'absenceDocument.add': 'документ о пропуске',
  'absenceDocument.change': 'документ о пропуске',
  'absenceDocument.cancel': 'отмена документа',
  'absenceNotice.send': 'сообщение об отсутствии',
  'absenceNotice.withdraw': 'отзыв сообщения',
  'absenceNotice.decline': 'ответ на сообщение',
  'absenceCase.open': 'карточка пропусков',
  'absenceCase.step': 'запись в карточке',
  'roll.confirm': 'присутствие класса',
  'lesson.record': 'запись урока',
  'work.add': 'новая работа',
  'work.change': 'работа',
  'controlWork.place': 'контрольная в графике',
  'controlWork.change': 'контрольная в графике',
  'controlWork.cancel': 'контрольная в графике',
  'classPlan.add': 'план с классом',
  'classPlan.change': 'план с классом',
  'classPlan.hold': 'занятие с классом',
  'classPlan.remove': 'план с классом',
  'periodMark.set': 'итоговая отметка',
  'settings.change': 'настройка школы',
  'workType.add': 'новый вид работы',
  'workType.change': 'вид работы',
  'file.attach': 'файл к заданию',
  'file.remove': 'файл к заданию',
  'homework.tick': '«Сделано»',
  'calendar.issue': 'адрес календаря',
  'calendar.revoke': 'адрес календаря',
  'draft.make': 'новый черновик расписания',
  'draft.edit': 'черновик расписания',
  'draft.drop': 'удаление черновика',
  'timetable.enforce': 'ввод расписания в действие',
  'timetable.revert': 'возврат прежнего расписания',
  'bells.save': 'звонки',
  'bells.plan': 'правило звонков',
  'approval.give': 'утверждение',
  'import.choose': 'сопоставление названия',
  'timetable.apply': 'импорт расписания',
  'import.revert': 'отмена импорта',
  'teacherAbsence.add': 'отсутствие учителя',
  'teacherAbsence.change': 'отсутствие учителя',
  'teacherAbsence.cancel': 'отсутствие учителя',
  'lesson.pass': 'тема урока по плану (КТП)',
  'plan.bind': 'связь уроков с планом (КТП)',
  'lesson.change': 'изменение в расписании',
  'substitution.pay': 'оплата замены',
  'plan.create': 'новый план (КТП)',
  'plan.serve': 'группы плана (КТП)',
  'plan.project': 'план (КТП)',
  'plan.import': 'импорт плана (КТП)',
  'plan.submit': 'план (КТП) на проверку',
  'plan.withdraw': 'отзыв плана (КТП)',
  'plan.approve': 'утверждение плана (КТП)',
  'plan.return': 'возврат плана (КТП)',
  'plan.keep': 'версия плана (КТП)',
  'plan.restore': 'возврат версии плана (КТП)',
  'planRemark.add': 'замечание к плану (КТП)',
  'planRemark.answer': 'ответ на замечание к плану (КТП)',
  'planRemark.settle': 'замечание к плану (КТП)',
  'session.end': 'завершение входа',
  'session.wear': 'смена роли',
};
const RECORD_FIELDS = {
  topic: 'тема урока',
  kind: 'вид занятия',
  homework: 'домашнее задание',
  ict: 'использование ИКТ',
} as const;

export function fieldWords(command: NewCommand): string {
  if (command.name === 'lesson.record') return RECORD_FIELDS[command.input.change.field];
  return command.name === 'mark.set' && command.input.number === 2 ? 'вторая отметка' : FIELDS[command.name];
}

const EMPTY = 'пусто';
const ATTENDANCE: Record<string, string> = { absent: 'Н', late: 'О', remote: 'ДО', exempt: 'ОСВ' };
const REASONS: Record<string, string> = REASON_TEXT;
const KINDS: Record<string, string> = LESSON_KIND_LABELS;
const TOOLS: Record<string, string> = ICT_LABELS;

const partOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([own]) => own === key)?.[1] : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : EMPTY);

function kindText(value: unknown): string {
  const [typeId, weight, dueOn] = [partOf(value, 'typeId'), partOf(value, 'weight'), partOf(value, 'dueOn')];
  return kindWords({
    typeId: typeof typeId === 'number' ? typeId : null,
    weight: typeof weight === 'number' ? weight : null,
    counted: partOf(value, 'counted') !== false,
    dueOn: typeof dueOn === 'string' ? dueOn : null,
  });
}
function settingText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && /^\d\d-\d\d$/.test(value)) return `${value.slice(3)}.${value.slice(0, 2)}`;
  return Array.isArray(value) ? value.map((part) => formatMean(Number(part))).join(' / ') : 'новое значение';
}

function homeworkText(value: unknown): string {
  if (partOf(value, 'state') === 'none') return 'не задано';
  const minutes = partOf(value, 'minutes');
  const text = textOf(partOf(value, 'text'));
  return typeof minutes === 'number' ? `${text} (≈ ${minutes} мин)` : text;
}

/** A value of this command's field. `value`: the command's own, or what the server says stands there; it came over the
 *  wire, so anything that does not fit the field reads as empty. */
export function valueText(command: NewCommand, value: unknown): string {
  switch (command.name) {
    case 'mark.set':
      return typeof value === 'number' ? markText(value) : EMPTY;
    case 'mark.kind':
      return kindText(value);
    case 'periodMark.set':
      return typeof value === 'string' ? finalText(value) : EMPTY;
    case 'settings.change':
      return settingText(value);
    case 'workType.change':
    case 'bells.save':
      return textOf(partOf(value, 'name'));
    case 'absence.mark':
      return ATTENDANCE[String(value)] ?? EMPTY;
    case 'absence.reason':
      return REASONS[String(value)] ?? 'Н';
    case 'controlWork.place':
    case 'controlWork.change': {
      const date = partOf(value, 'date');
      return typeof date === 'string' ? dayMonth(date) : EMPTY;
    }
    case 'controlWork.cancel':
      return value === true ? 'снята' : 'поставлена';
    case 'classPlan.change':
    case 'classPlan.add':
      return textOf(typeof value === 'string' ? value : partOf(value, 'title'));
    case 'classPlan.hold':
      return (typeof value === 'boolean' ? value : partOf(value, 'held')) === true ? 'проведено' : 'не проведено';
    case 'classPlan.remove':
      return (typeof value === 'boolean' ? value : partOf(value, 'removed')) === true ? 'убрано' : 'в плане';
    case 'roll.confirm':
      return value === true ? 'отмечено' : 'не отмечено';
    case 'homework.tick':
      return value === true ? 'сделано' : 'не сделано';
    case 'work.change': {
      const weight = partOf(value, 'weight');
      return [textOf(partOf(value, 'name')), typeof weight === 'number' && `вес ${formatWeight(weight)}`]
        .filter(Boolean)
        .join(', ');
    }
    case 'lesson.record': {
      const { field } = command.input.change;
      if (field === 'kind') return KINDS[String(value)] ?? EMPTY;
      if (field === 'homework') return homeworkText(value);
      if (field === 'ict')
        return (Array.isArray(value) && value.map((tool) => TOOLS[String(tool)] ?? '').join(', ')) || EMPTY;
      return textOf(value);
    }
    default:
      return textOf(value);
  }
}

/** What the command itself would write. */
export function ownValue(command: NewCommand): unknown {
  switch (command.name) {
    case 'mark.set':
      return command.input.value;
    case 'periodMark.set':
      return command.input.value;
    case 'settings.change':
      return command.input.change.value;
    case 'mark.comment':
      return command.input.comment;
    case 'mark.note':
      return command.input.note;
    case 'absence.mark':
      return command.input.code;
    case 'absence.reason':
      return command.input.reason;
    case 'roll.confirm':
      return command.input.confirmed;
    case 'homework.tick':
      return command.input.done;
    case 'classPlan.add':
      return command.input.entries.map((entry) => entry.title).join(', ');
    case 'classPlan.change':
      return command.input.title;
    case 'classPlan.hold':
      return command.input.held;
    case 'classPlan.remove':
      return command.input.removed;
    case 'work.add':
    case 'workType.add':
      return command.input.name;
    case 'controlWork.cancel':
      return command.input.cancelled;
    case 'controlWork.place':
    case 'controlWork.change':
    case 'mark.kind':
    case 'workType.change':
    case 'work.change':
    case 'bells.save':
      return command.input;
    case 'draft.make':
      return command.input.title;
    case 'approval.give':
      return command.input.orderNo;
    case 'lesson.record': {
      const { change } = command.input;
      return change.field === 'homework' ? change : change.value;
    }
    case 'lesson.change':
      return command.input.change ? CHANGE_LABELS[command.input.change.kind] : 'по расписанию';
    case 'teacherAbsence.add':
    case 'teacherAbsence.change':
      return awayWords(command.input);
    case 'substitution.pay':
      return command.input.paid ? (command.input.payCode ?? 'оплачивается') : 'без оплаты';
    case 'draft.edit':
    case 'draft.drop':
    case 'timetable.enforce':
    case 'timetable.revert':
    case 'bells.plan':
    case 'import.choose':
    case 'timetable.apply':
    case 'import.revert':
    case 'teacherAbsence.cancel':
    // The hash of a secret is nobody's to read.
    case 'calendar.issue':
    case 'calendar.revoke':
      return null;
    case 'absenceDocument.add':
    case 'absenceDocument.change':
      return `${dayMonth(command.input.starts)}–${dayMonth(command.input.ends)}`;
    case 'planRemark.add':
    case 'planRemark.answer':
    case 'absenceNotice.send':
    case 'absenceCase.open':
    case 'absenceCase.step':
      return command.input.text;
    case 'absenceNotice.decline':
      return command.input.answer;
    case 'absenceDocument.cancel':
    case 'absenceNotice.withdraw':
    case 'session.end':
    case 'session.wear':
      return null;
  }
}
export const ownText = (command: NewCommand): string => valueText(command, ownValue(command));

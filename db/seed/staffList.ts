import type { Specialty } from '#db/seed/model.ts';
import type { Name, Sex } from '#db/seed/names.ts';

/** The staff of the demo school, invented. The order within a specialty is that of the assignments in staff.ts. */

export type StaffEntry = { name: Name; sex: Sex; specialty: Specialty; room: string };

const listed = (specialty: Specialty, text: string): StaffEntry[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [full = '', room = ''] = line.split('|').map((part) => part.trim());
      const [family = '', given = '', patronymic = ''] = full.split(' ');
      return { name: { family, given, patronymic }, sex: /ч$/.test(patronymic) ? 'm' : 'f', specialty, room };
    });

export const TEACHERS: readonly StaffEntry[] = [
  ...listed(
    'primary',
    `Соболева Нина Петровна | 101
    Ракитина Светлана Юрьевна | 102
    Пчелинцева Анна Романовна | 103
    Дружинина Ольга Леонидовна | 104
    Черемных Галина Фёдоровна | 105
    Лаврова Юлия Михайловна | 106
    Тарасова Оксана Валерьевна | 107
    Зыкова Наталья Борисовна | 108
    Быкова Лариса Николаевна | 109
    Шумилова Екатерина Павловна | 110
    Гриднева Алла Петровна | 111
    Мещерякова Ирина Олеговна | 112
    Хохлова Татьяна Геннадьевна | 113`,
  ),
  ...listed(
    'eng',
    `Белова Анастасия Руслановна | 208
    Немова Лидия Денисовна | 210
    Аверина Кристина Игоревна | 206
    Юрасова Мария Константиновна | 204
    Вершинина Ольга Эдуардовна | 202
    Коган Яна Борисовна | 211
    Панкратова Дарья Алексеевна | 212
    Ольховская Вероника Сергеевна | 209`,
  ),
  ...listed(
    'rus',
    `Никитина Ольга Сергеевна | 301
    Самарина Елена Анатольевна | 302
    Лыкова Вера Степановна | 303
    Прокопенко Надежда Ивановна | 304
    Ушакова Ксения Дмитриевна | 306
    Бережная Людмила Григорьевна | 307
    Завьялова Инна Викторовна | 308`,
  ),
  ...listed(
    'math',
    `Орлова Елена Викторовна | 214
    Руднев Сергей Петрович | 207
    Калашникова Ирина Юрьевна | 213
    Михеева Татьяна Андреевна | 215
    Степанян Армен Гагикович | 216
    Рябинина Валентина Яковлевна | 217`,
  ),
  ...listed(
    'hist',
    `Громов Алексей Николаевич | 309
    Седова Марина Вячеславовна | 310
    Куприянов Илья Олегович | 312
    Мальцева Жанна Аркадьевна | 313`,
  ),
  ...listed('geo', 'Ким Евгения Аркадьевна | 314\nШорохов Виктор Степанович | 315'),
  ...listed('bio', 'Котова Диана Ильинична | 316\nЛугова Полина Максимовна | 317'),
  ...listed('chem', 'Осипова Вера Львовна | 305'),
  ...listed(
    'phys',
    `Гусева Марина Андреевна | 318
    Зайцева Татьяна Павловна | 311
    Юдин Константин Михайлович | 319`,
  ),
  ...listed('inf', 'Дорохов Игорь Александрович | 218\nФетисова Алина Тимуровна | 219'),
  ...listed('craftBoys', 'Тюрин Валерий Иванович | Мастерская 1\nПахомов Николай Егорович | Мастерская 2'),
  ...listed('craftGirls', 'Сазонова Любовь Михайловна | 116\nЕгорова Тамара Васильевна | 117'),
  ...listed('arts', 'Рябцева София Кирилловна | 220\nВольская Маргарита Юрьевна | 114'),
  ...listed(
    'pe',
    `Баранов Олег Витальевич | Спортзал 1
    Жданова Евгения Романовна | Спортзал 2
    Макеев Денис Сергеевич | Малый зал
    Ситникова Виктория Андреевна | Зал хореографии
    Шарипов Тимур Ринатович | Стадион`,
  ),
  ...listed('safe', 'Назаренко Владимир Викторович | 118'),
];

const named = (family: string, given: string, patronymic: string): Name => ({ family, given, patronymic });
export const DIRECTOR = named('Морозова', 'Галина', 'Петровна');
export const ADMINISTRATOR = named('Князев', 'Антон', 'Игоревич');
/** Deputies who do not teach; the others are among TEACHERS (by family name). */
export const DEPUTIES: readonly { name: Name; grades: readonly number[] }[] = [
  { name: named('Воронцова', 'Людмила', 'Александровна'), grades: [1, 2] },
  { name: named('Лебедева', 'Ирина', 'Сергеевна'), grades: [5, 6, 7, 8, 9] },
];
export const TEACHING_DEPUTIES: readonly { family: string; grades: readonly number[] }[] = [
  { family: 'Коган', grades: [3, 4] },
  { family: 'Седова', grades: [10, 11] },
];

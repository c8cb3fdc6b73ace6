import { describe, expect, test } from 'vitest';
import { NO_CHOICES, recognise } from '#lib/domain/planImport/recognise.ts';
import { readPlanFile } from '#server/import/readPlan.ts';
import { doubts, fates, PLAN_TYPES, planLines, readPlan, tsv } from '#tests/support/planFiles.ts';

/** Layouts of thematic plans as teachers make them, each with its trap; topics and schools are invented. */

describe('heads', () => {
  test('titles above, one row of heads, hours «1 ч.», a section with hours in brackets', () => {
    const read = readPlan(
      tsv([
        ['Календарно-тематическое планирование', '', '', ''],
        ['по геометрии для 8 класса на 68 часов', '', '', ''],
        ['№ п/п', 'Тема урока', 'Кол-во часов', 'Задание на дом'],
        ['Глава 1. Четырёхугольники (3 ч.)', '', '', ''],
        [1, 'Параллелограмм', '1 ч.', '§ 1'],
        [2, 'Ромб и квадрат', '2 ч', '§ 2, № 5'],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      '## Глава 1. Четырёхугольники (3 ч.)',
      '1 Параллелограмм д/з § 1',
      '2 Ромб и квадрат д/з § 2, № 5',
    ]);
    expect(doubts(read)).toEqual([]);
    expect(fates(read)).toEqual([
      'title: Календарно-тематическое планирование',
      'title: по геометрии для 8 класса на 68 часов',
      'head: № п/п',
      'section: Глава 1. Четырёхугольники (3 ч.)',
    ]);
  });
  test('the federal export of programmes is read without any decision', () => {
    const read = readPlan(
      tsv([
        ['ПОУРОЧНОЕ ПЛАНИРОВАНИЕ', '', '', '', '', '', ''],
        ['8 КЛАСС', '', '', '', '', '', ''],
        [
          '№ п/п',
          'Тема урока',
          'Количество часов',
          '',
          '',
          'Дата изучения',
          'Электронные цифровые образовательные ресурсы',
        ],
        ['', '', 'Всего', 'Контрольные работы', 'Практические работы', '', ''],
        [1, 'Тепловое расширение', 1, '', '', '', 'https://lib.example/t1'],
        [2, 'Измерение температуры смеси', 1, 0, 1, '', ''],
        [3, 'Контрольная работа по теме «Теплота»', 1, 1, '', '', ''],
        ['ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ', '', 3, 1, 1, '', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      '1 Тепловое расширение эор https://lib.example/t1',
      '1 Измерение температуры смеси [Пр/р] {practical}',
      '1 Контрольная работа по теме «Теплота» [К/р] {control}',
    ]);
    expect(read).toMatchObject({ hours: 3, stated: 3, counts: { lesson: 3, total: 1, out: 0, doubts: 0 } });
  });
  test('a head of two rows: plan and fact, a class in each column of dates', () => {
    const read = readPlan(
      tsv([
        ['№ урока п/п', 'Раздел Тематика уроков', 'Кол-во часов', 'Кален. сроки', '', 'Лексика', 'Задания на дом'],
        ['', '', '', '7 «А»', '7 «Б»', '', ''],
        ['1.', 'Раздел I. Повторение (1 час). Зачем нужен словарь?', '1 ч.', '02.09', '03.09', 'слова урока', 'упр. 3'],
        ['2.', 'Звуки', '1 ч.', '', '', '', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      '## Раздел I. Повторение (1 час)',
      '1 Зачем нужен словарь? д/з упр. 3 прим Лексика: слова урока',
      '1 Звуки',
    ]);
    expect(read.rows[1]?.dates).toEqual(['02.09', '03.09']);
    expect(read.dates).toEqual({ read: 1, odd: 0 });
  });
  test('a head with a column less than its rows is moved over', () => {
    const read = readPlan(
      tsv([
        ['Тема урока', 'Лабораторные, практические работы и экскурсии', '7/31 Даты', '7/32 Даты', ''],
        [1, 'Мох', '', '02.09.25', '04.09.25'],
        [2, 'Лишайник', 'Экскурсия в парк', '26..09.25', '0310.25'],
        ['Грибы и их соседи', '', '', '', ''],
        [3, 'Трутовик', 'Л/р 1. Под микроскопом', '31.14.25', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      '1 Мох',
      '1 Лишайник прим Лабораторные, практические работы и экскурсии: Экскурсия в парк',
      '## Грибы и их соседи',
      '1 Трутовик [Л/р] {laboratory} прим Лабораторные, практические работы и экскурсии: Л/р 1. Под микроскопом',
    ]);
    expect(read.rows[1]?.dates).toEqual(['26.09.2025', '03.10.2025']);
    expect(doubts(read)).toEqual(['Дата не разобрана.']);
  });
  test('a head repeated on each page, and the numbers of columns under it', () => {
    const head = ['№', 'Тема', 'Часы'];
    const read = readPlan(tsv([head, [1, 2, 3], [1, 'Атом', 1], head, [2, 'Молекула', 1]]));
    expect(planLines(read.rows)).toEqual(['1 Атом', '1 Молекула']);
    expect(fates(read)).toEqual(['head: №', 'head: 1', 'head: №']);
  });
  test('no head at all: numbers and topics are known by what they are', () => {
    const read = readPlan(
      tsv([
        [1, 'Введение в предмет', 1],
        [2, 'Язык и речь', 2],
        [3, 'Стили речи', 1],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['1 Введение в предмет', '2 Язык и речь', '1 Стили речи']);
  });
  test('a person changes a column and the row of the head', () => {
    const source = readPlanFile(
      Buffer.from(
        tsv([
          ['А', 'Б', 'В'],
          ['к', 'Слова', 'Время'],
          [1, 'Корень', 2],
          [2, 'Суффикс', 1],
        ]),
      ),
    );
    const context = { types: PLAN_TYPES, grade: null };
    const read = recognise(source, context, {
      heads: { 0: 1 },
      uses: { '0:1/0': 'number', '0:1/1': 'topic', '0:1/2': 'hours' },
      blocks: null,
    });
    expect(planLines(read.rows)).toEqual(['2 Корень', '1 Суффикс']);
    expect(recognise(source, context, NO_CHOICES).counts.read).toBe(read.counts.read);
  });
});

describe('rows', () => {
  const HEAD = ['№', 'Тема урока', 'Дата'];
  test('numbers «1,2», «24–26», «1/1», «Lesson 3»: as many hours as they name', () => {
    const read = readPlan(
      tsv([
        HEAD,
        ['1,2', 'Числа', ''],
        ['3', 'Доли', ''],
        ['4–6', 'Углы', ''],
        ['7, 8', 'Дуги', ''],
        ['9/1', 'Круг', ''],
        ['Lesson 10', 'Clocks', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['2 Числа', '1 Доли', '3 Углы', '2 Дуги', '1 Круг', '1 Clocks']);
    expect(doubts(read)).toEqual([]);
  });
  test('a number that is missing is told', () => {
    const read = readPlan(tsv([HEAD, [1, 'Числа', ''], [3, 'Доли', ''], ['', 'Углы и дуги', '05.09']]));
    expect(doubts(read)).toEqual(['После № 1 стоит № 3.', 'Нет номера урока.']);
    expect(read.rows).toHaveLength(3);
  });
  test('sections: a quarter above the head, a text in the number’s place, a topic without a number, a column of sections', () => {
    const read = readPlan(
      tsv([
        ['I четверть', '', ''],
        HEAD,
        ['', 'Вступление.', ''],
        [1, 'Что такое карта', '06.09'],
        ['Тема 2. Масштаб', '', ''],
        [2, 'Линейка и шаг', 'сентябрь'],
        ['II ЧЕТВЕРТЬ', '', ''],
        [3, 'Компас', '3 неделя'],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      ...['## I четверть', '## Вступление.', '1 Что такое карта', '## Тема 2. Масштаб', '1 Линейка и шаг'],
      ...['## II ЧЕТВЕРТЬ', '1 Компас'],
    ]);
    expect(read.dates).toEqual({ read: 3, odd: 0 });
    const column = readPlan(
      tsv([
        ['Раздел', '№', 'Тема урока'],
        ['Речь', 1, 'Монолог'],
        ['Речь', 2, 'Диалог'],
        ['Слово', 3, 'Корень'],
      ]),
    );
    expect(planLines(column.rows)).toEqual(['## Речь', '1 Монолог', '1 Диалог', '## Слово', '1 Корень']);
  });
  test('totals are compared with the rows, by section and whole', () => {
    const read = readPlan(
      tsv([
        ['№ п/п', 'Наименование разделов и тем программы', 'Количество часов'],
        ['Движение', '', ''],
        ['1.1', 'Путь и время', 10],
        ['1.2', 'Силы', 20],
        ['Итого по разделу', '', 30],
        ['Итоговый модуль', '', ''],
        ['', 'Обобщение за год', 9],
        ['Итого по разделу', '', 8],
        ['ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ', '', 39],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      ...['## Движение', '10 Путь и время', '20 Силы', '## Итоговый модуль', '9 Обобщение за год'],
    ]);
    expect(doubts(read)).toEqual(['Нет номера урока.', 'В источнике 8 ч, по строкам 9 ч.']);
    expect(read).toMatchObject({ hours: 39, stated: 39 });
  });
  test('a row without a number whose hours are the sum of those below is their section', () => {
    const read = readPlan(
      tsv([
        ['№', 'Тема', 'Часов'],
        ['', 'Электричество', 3],
        [1, 'Заряд', 1],
        [2, 'Ток', 2],
        ['', 'Магниты', 1],
        [3, 'Полюс', 1],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['## Электричество', '1 Заряд', '2 Ток', '## Магниты', '1 Полюс']);
  });
  test('a row broken by the end of a page goes on; an empty number is left out and told', () => {
    const read = readPlan(
      tsv([
        ['№', 'Тема', 'Домашнее задание'],
        [1, 'Роман и', '§ 1'],
        ['', 'его герои', ''],
        ['', '', 'читать гл. 2'],
        [2, '', ''],
        [3, 'Финал', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['1 Роман и его герои д/з § 1\nчитать гл. 2', '1 Финал']);
    expect(fates(read)).toEqual(['head: №', 'joined: его герои', 'joined: читать гл. 2', 'out: 2']);
  });
  test('kinds, controls, results, corrections; what has no column goes into the note under its name', () => {
    const read = readPlan(
      tsv([
        [
          '№',
          'Тема',
          'Тип урока',
          'Вид контроля',
          'Предметные результаты',
          'Метапредметные результаты',
          'Оборудование',
          'Корректировка',
          'Примечание',
        ],
        [1, 'Соль', 'Урок открытия новых знаний', 'Беседа', 'знать соль', 'сравнивать', 'колба', 'карантин', 'важно'],
        [2, 'Зачётный урок', 'квест', 'Контрольная работа № 1', '', '', '', '', ''],
        [3, 'Анализ контрольной работы', 'Комбинированный', 'Тест', '', '', '', '', ''],
      ]),
    );
    expect(planLines(read.rows)).toEqual([
      '1 Соль {new} рез Предметные результаты: знать соль\nМетапредметные результаты: сравнивать прим важно\nВид контроля: Беседа\nОборудование: колба корр карантин',
      '1 Зачётный урок [К/р] прим Тип урока: квест\nВид контроля: Контрольная работа № 1',
      '1 Анализ контрольной работы [Тест] {combined}',
    ]);
  });
  test('where there is no column of controls the topic tells, and only what is a work by its very name', () => {
    const read = readPlan(
      tsv([
        ['№', 'Тема'],
        [1, 'Контрольная работа № 2 по теме «Дроби»'],
        [2, 'Анализ контрольной работы'],
        [3, 'Диктант (Контрольная работа)'],
        [4, 'Подготовка к диктанту'],
        [5, 'Итоговая контрольная работа за курс 6 класса'],
        [6, 'Л/р 3. Плотность'],
      ]),
    );
    expect(read.rows.map((row) => row.control)).toEqual([1, null, 2, null, 1, 5]);
  });
  test('a total that a converter glued to the last topic is cut off and told', () => {
    const read = readPlan(
      tsv([
        ['№', 'Тема'],
        [1, 'Повторение ОБЩЕЕ КОЛИЧЕСТВО УРОКОВ ПО ПРОГРАММЕ: 170, из них'],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['1 Повторение']);
    expect(doubts(read)).toHaveLength(1);
  });
  test('heads in other languages, best effort', () => {
    const read = readPlan(
      tsv([
        ['№', 'Тема уроку', 'К-сть годин', 'Дата 8-А 8-Б', '', 'Домашнє завдання', 'Примітки'],
        ['Тема 1. Атом (2 год.)', '', '', '', '', '', ''],
        [1, 'Ядро', 1, '02.09', '03.09', '§ 1', ''],
        [2, 'Хмара', 1, '', '', '', 'плакат'],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['## Тема 1. Атом (2 год.)', '1 Ядро д/з § 1', '1 Хмара прим плакат']);
    expect(read.rows[1]?.dates).toEqual(['02.09', '03.09']);
  });
});

describe('several tables', () => {
  test('of a programme of several grades the plan’s own is taken, lesson by lesson rather than by topics', () => {
    const rows = [
      ['ТЕМАТИЧЕСКОЕ ПЛАНИРОВАНИЕ', '', ''],
      ['№ п/п', 'Наименование разделов и тем программы', 'Количество часов'],
      ['1.1', 'Числа', 20],
      ['1.2', 'Фигуры', 14],
      ['ПОУРОЧНОЕ ПЛАНИРОВАНИЕ', '', ''],
      ['5 КЛАСС', '', ''],
      ['№ п/п', 'Тема урока', 'Количество часов'],
      [1, 'Ряд чисел', 1],
      [2, 'Сравнение', 1],
    ];
    const sixth = [
      ['6 КЛАСС', '', ''],
      ['№ п/п', 'Тема урока', 'Количество часов'],
      [1, 'Проценты', 1],
    ];
    const both = tsv([...rows, ['', '', ''], ...sixth]);
    expect(planLines(readPlan(tsv(rows)).rows)).toEqual(['1 Ряд чисел', '1 Сравнение']);
    expect(planLines(readPlan(both, 5).rows)).toEqual(['1 Ряд чисел', '1 Сравнение']);
    const read = readPlan(both, 6);
    expect(planLines(read.rows)).toEqual(['1 Проценты']);
    expect(read.blocks.map(({ kind, grade }) => [kind, grade])).toEqual([
      ['themes', null],
      ['lessons', 5],
      ['lessons', 6],
    ]);
    expect(read.lines.filter((line) => line.fate === 'other').map((line) => line.why)).toContain(
      'Таблица «5 КЛАСС» не выбрана.',
    );
    expect(read.counts.read).toBe(12);
  });
  test('quarters in tables of their own are one plan', () => {
    const read = readPlan(
      tsv([
        ...[
          ['I четверть', '', ''],
          ['№', 'Тема', 'Часы'],
          [1, 'Кит', 1],
          ['II четверть', '', ''],
        ],
        ...[
          ['№', 'Тема', 'Часы'],
          [2, 'Слон', 1],
        ],
      ]),
    );
    expect(planLines(read.rows)).toEqual(['## I четверть', '1 Кит', '## II четверть', '1 Слон']);
  });
});

import { describe, expect, it } from 'vitest';
import { commandInputs } from '#lib/contract/commands.ts';

describe('texts of commands', () => {
  const topic = (value: string) =>
    commandInputs['lesson.record'].safeParse({ lessonId: 1, change: { field: 'topic', value } });
  it('half of an emoji, which no JSON of the database can hold, becomes the sign for «unreadable»', () => {
    expect(topic('Дроби \ud83d')).toMatchObject({ data: { change: { value: 'Дроби \ufffd' } } });
    expect(topic('\ude00 дроби 😀')).toMatchObject({ data: { change: { value: '\ufffd дроби 😀' } } });
  });
  it('a NUL is refused', () => expect(topic('Дро\0би').success).toBe(false));
  it('a link’s name and address are kept whole likewise', () => {
    const links = [{ url: 'https://school.ru/\ud83d', title: '\ud83dс. 5' }];
    const given = { field: 'homework', state: 'given', text: '§ 5', minutes: null, links };
    expect(commandInputs['lesson.record'].parse({ lessonId: 1, change: given }).change).toMatchObject({
      links: [{ url: 'https://school.ru/\ufffd', title: '\ufffdс. 5' }],
    });
  });
});

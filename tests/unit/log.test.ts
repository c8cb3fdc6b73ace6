import { describe, expect, it } from 'vitest';
import { errorFields } from '#db/log.ts';

/** As postgres.js throws it: the values of the row stand in `detail`, in `where` and sometimes in the message itself. */
const refused = (code: string, message: string) =>
  Object.assign(new Error(message), {
    name: 'PostgresError',
    code,
    constraint_name: 'account_login_key',
    detail: 'Key (login)=(ivanova) already exists.',
    where: 'COPY person, line 1: "Иванова"',
    query: 'insert into person …',
    parameters: ['Иванова'],
  });

describe('an error in the log', () => {
  it('names its code and its place and quotes nobody', () => {
    const fields = errorFields(refused('23505', 'duplicate key value violates unique constraint "account_login_key"'));
    expect(fields).toMatchObject({ type: 'PostgresError', code: '23505', constraint: 'account_login_key' });
    expect(fields.stack).toContain('log.test.ts');
    expect(JSON.stringify(fields)).not.toMatch(/ivanova|Иванова/);
  });

  it('has no message where PostgreSQL puts the value into it', () => {
    const fields = errorFields(refused('22P02', 'invalid input syntax for type integer: "Иванова"'));
    expect(JSON.stringify(fields)).not.toContain('Иванова');
    expect(fields.message).toBe('SQLSTATE 22P02');
  });

  it('keeps the message of an error of our own, and takes what is no error at all', () => {
    expect(errorFields(new Error('no such view')).message).toBe('no such view');
    expect(errorFields('Иванова')).toEqual({ type: 'string' });
  });
});
